import {
  figure,
  formatCount,
  formatValue,
  type Markup,
  markup,
  missingOverTime,
  missingPatterns,
  tableMarkup,
} from '@tend/charts';
import type { MissingMechanism } from '@tend/learn';
import { missingPeriodsInput } from './missing-periods-input.ts';
import type { ReportData } from './report-data.ts';
import { shortText } from './short-text.ts';

const mostColumns = 25;
/** Of drawings that are shown where there is room for them, px. */
const wideWidth = 760;

/** Where cells are missing: together, over time, and what goes with it. */
export function missingSection({ exploration: { missingness }, provenance, target }: ReportData): Markup {
  const { columns, patterns, pooled, n, completeRows } = missingness;
  if (columns.length === 0) return markup`<p class="stated">Nothing is missing.</p>`;
  const most = columns.toSorted((a, b) => b.missing - a.missing).slice(0, mostColumns);
  const patternsInput = {
    title: `${formatValue(completeRows / Math.max(1, n), 'share')} of the rows lack nothing`,
    rows: n,
    columns: most,
    patterns: patterns.map(({ columns: missing, rows }) => ({ missing, count: rows })),
    ...(pooled.rows > 0 ? { pooled: { patterns: pooled.patterns, count: pooled.rows } } : {}),
  };
  const together = figure(missingPatterns(patternsInput), {
    wide: missingPatterns({ ...patternsInput, width: wideWidth }),
    isTableLeftOut: patterns.length > 12,
  });
  const periods = missingPeriodsInput(missingness, most.slice(0, 15));
  const left = columns.length - most.length;
  return markup`${together}${
    periods !== undefined &&
    figure(missingOverTime({ ...periods, title: 'Where missing values come and go', width: wideWidth }), {
      isTableLeftOut: true,
    })
  }${tableMarkup(
    {
      caption: 'Columns with missing values',
      columns: [
        { header: 'column' },
        { header: 'missing', isNumber: true },
        { header: 'share', isNumber: true },
        { header: '95% interval', isNumber: true },
        { header: 'what goes with it' },
      ],
      rows: most.map(({ column, missing, share, low, high, mechanism }) => [
        column,
        { text: formatCount(missing), sortBy: missing },
        { text: formatValue(share, 'share'), sortBy: share },
        `${formatValue(low, 'share')} to ${formatValue(high, 'share')}`,
        mechanismWords(mechanism, target?.type === 'binary' ? 'share' : 'number'),
      ]),
    },
    { isSortable: true },
  )}${left > 0 && markup`<p class="stated cut">${formatCount(left)} more columns lack fewer values. All of them: <code>${provenance.command} --json</code></p>`}<p class="stated">That a value is missing because of what it would be cannot be seen in data; it is never claimed here.</p>`;
}

function mechanismWords({ verdict, given, outcome }: MissingMechanism, kind: 'share' | 'number'): string {
  switch (verdict) {
    case 'outcome':
      return outcome?.whereMissing === undefined || outcome.wherePresent === undefined
        ? 'the outcome'
        : `the outcome: ${formatValue(outcome.whereMissing, kind)} where missing, ${formatValue(outcome.wherePresent, kind)} where known`;
    case 'otherColumn':
      return given === undefined
        ? 'another column'
        : `${given.column}: missing in ${formatValue(given.most.share, 'share')} where it ${shortText(given.most.where)}`;
    case 'noneFound':
      return 'nothing that was looked at';
    case 'tooFew':
      return 'too few rows to tell';
  }
}
