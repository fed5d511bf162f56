/** Rows among which most columns that repeat a number do so. */
const earlyRows = 4096;

/** Whether a number stands in two rows; missing values do not count. */
export function hasRepeatedNumber(values: Float64Array): boolean {
  if (isStrictlyAscending(values)) return false;
  return hasRepeated(values.subarray(0, earlyRows)) || (values.length > earlyRows && hasRepeated(values));
}

function isStrictlyAscending(values: Float64Array): boolean {
  for (let row = 1; row < values.length; row++)
    if (!((values[row] ?? Number.NaN) > (values[row - 1] ?? Number.NaN))) return false;
  return true;
}

/** Sorting a copy is quicker than a hash table, which misses the cache at every number, and takes half the memory. */
function hasRepeated(values: Float64Array): boolean {
  // NaN comes last, and equals nothing.
  const sorted = values.toSorted();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return true;
  return false;
}
