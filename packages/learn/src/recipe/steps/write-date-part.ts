import { cosineOfTurn, sineOfTurn } from '../calendar-cycle.ts';
import { fillMissing } from '../missing-values.ts';
import { type DatePart, type DatePartForm, datePartRanges } from './date-part.ts';

/** Writes the first `count` values of a part, NaN for missing, to the outputs from `begin` on. */
export type PartWriter = (part: Float64Array, outputs: readonly Float64Array[], begin: number, count: number) => void;

/** How a part becomes features; where it is missing, all of them are `missing`. */
export function partWriter(part: DatePart, form: DatePartForm, missing: number): PartWriter {
  const { first, count: size } = datePartRanges[part];
  if (form === 'number')
    return (values, outputs, begin, count) => fillMissing(values, missing, outputs[begin] as Float64Array, count);
  if (form === 'oneHot')
    return (values, outputs, begin, count) => {
      for (let o = 0; o < size; o++) mark(first + o, missing, values, outputs[begin + o] as Float64Array, count);
    };
  const sines = Float64Array.from({ length: size }, (_, step) => sineOfTurn(step, size));
  const cosines = Float64Array.from({ length: size }, (_, step) => cosineOfTurn(step, size));
  return (values, outputs, begin, count) => {
    lookUp(sines, first, missing, values, outputs[begin] as Float64Array, count);
    lookUp(cosines, first, missing, values, outputs[begin + 1] as Float64Array, count);
  };
}

function mark(wanted: number, missing: number, from: Float64Array, to: Float64Array, count: number): void {
  for (let row = 0; row < count; row++) {
    const value = from[row] as number;
    to[row] = value === wanted ? 1 : Number.isNaN(value) ? missing : 0;
  }
}

function lookUp(
  table: Float64Array,
  first: number,
  missing: number,
  from: Float64Array,
  to: Float64Array,
  count: number,
): void {
  for (let row = 0; row < count; row++) {
    const value = from[row] as number;
    to[row] = Number.isNaN(value) ? missing : (table[value - first] as number);
  }
}
