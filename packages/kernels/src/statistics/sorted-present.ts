/** The values that are not missing (NaN), ascending, as a new array. */
export function sortedPresent(values: Float64Array): Float64Array {
  // `filter` would make an object of every number on its way.
  const present = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) present[count++] = value;
  }
  return (count === values.length ? present : present.slice(0, count)).sort();
}
