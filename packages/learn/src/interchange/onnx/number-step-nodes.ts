import type { ColumnKind } from '@tend/table';
import type { BinLearned } from '../../recipe/steps/bin.ts';
import { type ElapsedLearned, elapsedUnits } from '../../recipe/steps/elapsed.ts';
import type { InteractLearned } from '../../recipe/steps/interact.ts';
import type { MadeColumns } from './column-value.ts';
import type { NumberNodes } from './number-nodes.ts';

/** The place of the bin in float64, or a 0/1 feature for each bin and one for missing. */
export function binNodes(b: NumberNodes, { cuts, form, isFlagged }: BinLearned, value: string): MadeColumns {
  const isMissing = b.isMissing(value);
  const left = form === 'number' ? Number.NaN : isFlagged ? cuts.length + 1 : -1;
  const place =
    cuts.length === 0
      ? b.number(0)
      : b.sum(b.asDouble(b.lessOrEqual(b.row(cuts), b.where(isMissing, b.number(0), value))));
  const placed = b.where(isMissing, b.number(left), place);
  if (form === 'number') return { node: placed, width: 1, type: 'double' };
  const width = cuts.length + 1 + Number(isFlagged);
  const places = b.row(Array.from({ length: width }, (_, i) => i));
  return { node: b.asFloat(b.equal(placed, places)), width, type: 'float' };
}

/** The span between two times, or from a fixed one, in units of float64. */
export function elapsedNodes(
  b: NumberNodes,
  { unit, since }: ElapsedLearned,
  kinds: readonly ColumnKind[],
  number: (place: number) => string,
): string {
  const milliseconds = (place: number): string =>
    kinds[place] === 'date' ? b.multiply(number(place), b.number(elapsedUnits.days)) : number(place);
  const begin = kinds.length > 1 ? milliseconds(1) : b.number(since ?? 0);
  return b.divide(b.subtract(milliseconds(0), begin), b.number(elapsedUnits[unit]));
}

/** The product, ratio, difference or sum of numbers, held within float64; missing where one is, and where 0 divides. */
export function interactNodes(
  b: NumberNodes,
  { operation }: InteractLearned,
  count: number,
  number: (place: number) => string,
): string {
  const operators = { product: b.multiply, ratio: b.divide, difference: b.subtract, sum: b.add };
  let value = number(0);
  for (let place = 1; place < count; place++) {
    const other = number(place);
    const isZero = b.equal(other, b.number(0));
    const divisor = operation === 'ratio' ? b.where(isZero, b.number(Number.NaN), other) : other;
    const made = operators[operation](value, divisor);
    const isMissing = b.isMissing(made);
    const held = b.within(b.where(isMissing, b.number(0), made), -Number.MAX_VALUE, Number.MAX_VALUE);
    value = b.where(isMissing, b.number(Number.NaN), held);
  }
  return value;
}
