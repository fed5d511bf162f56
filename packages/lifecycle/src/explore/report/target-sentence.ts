import { formatValue } from '@tend/charts';
import type { ReportData } from './report-data.ts';
import { shortText } from './short-text.ts';

/** Which outcome the page is about, and what is called positive on it. */
export function targetSentence({ target }: Pick<ReportData, 'target'>): string {
  if (target === null) return 'No outcome was named.';
  const name = shortText(target.name);
  switch (target.type) {
    case 'binary':
      return `The outcome is whether ${name}: such rows are called positive.`;
    case 'classes':
      return `The outcome is the class in ${name}.`;
    case 'number':
      return `The outcome is the number ${name}.`;
  }
}

/** How often the outcome is positive, or what it is on average, in a clause; empty where nothing is known of it. */
export function targetClause({ target, exploration }: Pick<ReportData, 'target' | 'exploration'>): string {
  const { positives, known, together } = exploration;
  if (target === null || known === 0) return '';
  const name = shortText(target.name);
  if (target.type === 'binary')
    return positives === undefined ? '' : `${name} in ${formatValue(positives / known, 'share')}`;
  const mean = target.type === 'number' ? together.columns[0]?.curve.overall[0]?.value : undefined;
  return mean === undefined || mean === null ? '' : `${name} is ${formatValue(mean, 'number')} on average`;
}
