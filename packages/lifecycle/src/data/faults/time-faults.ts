import { quantile, sortedPresent } from '@tend/kernels';
import { formatNumber } from '@tend/protocol/number-format';
import { formatDate, formatInstant, type NumericColumn } from '@tend/table';
import { countOf, type Fault } from './fault.ts';

/** A gap is this many times the usual step between distinct times. */
const gapSteps = 10;
const leastTimes = 20;

/** Rows that stand before an earlier row, and stretches of time without any row. */
export function timeFaults(column: NumericColumn, rowCount: number): readonly Fault[] {
  const subject = column.name;
  const faults: Fault[] = [];
  let [known, outOfOrder] = [0, 0];
  let latest = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < column.values.length; row++) {
    const time = column.values[row] ?? Number.NaN;
    if (Number.isNaN(time)) continue;
    known++;
    if (time < latest) outOfOrder++;
    else latest = time;
  }
  if (outOfOrder > 0) {
    const message = `${countOf(outOfOrder, 'row')} of ${formatNumber(known)} ${outOfOrder === 1 ? 'stands' : 'stand'} after a row with a later "${subject}"`;
    faults.push({
      kind: 'rows out of order',
      subject,
      message,
      count: outOfOrder,
      share: outOfOrder / rowCount,
      severity: 'info',
    });
  }
  const distinct = distinctOf(sortedPresent(column.values));
  if (distinct.length < leastTimes) return faults;
  const steps = new Float64Array(distinct.length - 1);
  for (let i = 0; i < steps.length; i++) steps[i] = (distinct[i + 1] ?? 0) - (distinct[i] ?? 0);
  const limit = gapSteps * quantile(steps.toSorted(), 0.5);
  let [gaps, widest] = [0, -1];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] ?? 0;
    if (step <= limit) continue;
    gaps++;
    if (widest < 0 || step > (steps[widest] ?? 0)) widest = i;
  }
  if (widest < 0) return faults;
  const show = column.kind === 'date' ? formatDate : formatInstant;
  const [from, until] = [show(distinct[widest] ?? 0), show(distinct[widest + 1] ?? 0)];
  const message = `no row between ${from} and ${until} in "${subject}"${gaps === 1 ? '' : `, and ${countOf(gaps - 1, 'gap')} more`}`;
  faults.push({ kind: 'gap in time', subject, message, count: gaps, share: 0, severity: 'info' });
  return faults;
}

/** The different ones of numbers in ascending order, moved to their front. */
function distinctOf(sorted: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    const value = sorted[i] ?? 0;
    if (count === 0 || value !== sorted[count - 1]) sorted[count++] = value;
  }
  return sorted.subarray(0, count);
}
