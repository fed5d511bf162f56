import type { TargetMeasure } from '@tend/charts';
import type { ReportTarget } from './report-data.ts';

/** What is measured of the target, in words, and how it is written; `of` is the class that is asked about. */
export function measureOf(
  { name }: ReportTarget,
  measure: 'rate' | 'mean',
  of: string | undefined,
): Pick<TargetMeasure, 'label' | 'kind'> {
  if (measure === 'mean') return { label: `mean ${name}`, kind: 'number' };
  return { label: of === undefined || of === 'positive' ? 'share positive' : `share of ${of}`, kind: 'share' };
}
