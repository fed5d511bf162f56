import { formatCount } from '@tend/charts';
import type { ReportData } from './report-data.ts';

/** What differs from the earlier table, in one sentence. */
export function comparisonSummary({
  columns,
  added,
  removed,
  retyped,
  with: name,
}: NonNullable<ReportData['comparison']>): string {
  const shifts = columns.filter(({ isShift }) => isShift).length;
  const schema = added.length + removed.length + retyped.length;
  const parts = [
    ...(schema > 0 ? [`${counted(schema)} came, went or changed the type`] : []),
    shifts === 0
      ? 'no column of both is distributed differently'
      : `${formatCount(shifts)} of the ${formatCount(columns.length)} columns of both ${shifts === 1 ? 'is' : 'are'} distributed differently`,
  ];
  return `Against ${name}, ${parts.join('; ')}.`;
}

function counted(count: number): string {
  return count === 1 ? 'one column' : `${formatCount(count, 'column')}`;
}
