/** So few numbers are looked for one after the other: the engine's own search takes a fraction of a loop's time. */
const fewNumbers = 8;

/** The first rows that hold one of some numbers: where few are repeated, the last may stand far down, and a set is slow to ask. */
export function firstHolding(values: Float64Array, ascending: Float64Array, wanted: number): readonly number[] {
  const rows: number[] = [];
  if (ascending.length <= fewNumbers) {
    for (const value of ascending) {
      let row = values.indexOf(value);
      for (let found = 0; row >= 0 && found < wanted; found++) {
        rows.push(row);
        row = values.indexOf(value, row + 1);
      }
    }
    return rows.sort((a, b) => a - b).slice(0, wanted);
  }
  for (let row = 0; row < values.length && rows.length < wanted; row++) {
    const value = values[row] as number;
    let low = 0;
    let high = ascending.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ascending[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    if (ascending[low] === value) rows.push(row);
  }
  return rows;
}
