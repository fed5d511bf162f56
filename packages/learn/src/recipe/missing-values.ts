/** Copies the first `count` values, with `fill` for those that are missing. */
export function fillMissing(values: Float64Array, fill: number, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    const value = values[row] as number;
    to[row] = Number.isNaN(value) ? fill : value;
  }
}

/** Writes 1 where one of the first `count` values is missing, and 0 elsewhere. */
export function flagMissing(values: Float64Array, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) to[row] = Number.isNaN(values[row]) ? 1 : 0;
}

/** Whether a value is missing. */
export function hasMissing(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i] as number)) return true;
  return false;
}
