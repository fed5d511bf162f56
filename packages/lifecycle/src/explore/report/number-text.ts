import { formatValue, type ValueKind } from '@tend/charts';

/** Below this three digits after the point are no three digits that matter. */
const small = 0.1;

/** A value of a column as pages write it. Of columns of small numbers 0.00133 and 0.00169 must not both read 0.001. */
export function numberText(value: number, kind: ValueKind): string {
  const size = Math.abs(value);
  if (kind !== 'number' || size >= small || size < 1e-6) return formatValue(value, kind);
  return String(Number(value.toPrecision(3))).replace('-', '\u2212');
}
