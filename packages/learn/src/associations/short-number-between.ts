/** A number of few digits with low <= it < high; a whole one where `isWhole`; `low` itself where there is no shorter one. */
export function shortNumberBetween(low: number, high: number, isWhole: boolean): number {
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (short >= low && short < high && (!isWhole || Number.isInteger(short))) return short;
  }
  return low;
}
