/** The first row of each query and, last, the number of rows; the rows of a query stand together. */
export function queryStarts(query: Int32Array): Int32Array {
  const starts: number[] = [];
  for (let row = 0; row < query.length; row++) if (row === 0 || query[row] !== query[row - 1]) starts.push(row);
  return Int32Array.from([...starts, query.length]);
}
