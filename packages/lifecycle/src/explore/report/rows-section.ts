import { formatCount, formatValue, type Markup, markup, tableMarkup } from '@tend/charts';
import type { ReportData } from './report-data.ts';

const mostCells = 12;

/** Equal, nearly equal and outlying rows, and values far from the rest: counted, never shown. */
export function rowsSection({ exploration: { rowPatterns } }: ReportData): Markup {
  const { duplicates, near, outlying, cells, n, isSample } = rowPatterns;
  const sample = isSample ? ` Near rows and outliers were searched in a sample of ${formatCount(n)}.` : '';
  const lines = [
    duplicates.duplicates === 0
      ? `No row repeats another in all ${formatCount(duplicates.columns, 'column')}.`
      : `${formatCount(duplicates.duplicates)} of ${formatCount(duplicates.n)} rows repeat another one in all ${formatCount(duplicates.columns)} columns.`,
    ...(near === undefined
      ? []
      : [
          `${formatCount(near.rows)} of ${formatCount(near.n)} different rows nearly repeat another: they differ in at most ${formatCount(near.mostDifferent)} of ${formatCount(near.columns.length)} columns. Of planted copies the search found ${formatValue(near.recall.found / Math.max(1, near.recall.planted), 'share')} (${formatCount(near.recall.planted)} planted).`,
        ]),
    ...(near?.conflicts === undefined
      ? []
      : [
          `Of ${formatCount(near.conflicts.pairs)} such pairs with known outcomes ${formatCount(near.conflicts.differing)} have different ones.`,
        ]),
    ...(outlying === undefined
      ? []
      : [
          outlying.rows === 0
            ? `No row lies apart from the others (of ${formatCount(outlying.n)} looked at).`
            : `${formatCount(outlying.rows)} of ${formatCount(outlying.n)} rows lie apart from the others${outlying.jointly > 0 ? `, ${formatCount(outlying.jointly)} of them by their combination of values only` : ''}.`,
        ]),
  ];
  const far = cells
    .filter(({ farOutside }) => farOutside.below + farOutside.above > 0)
    .toSorted((a, b) => sum(b.farOutside) - sum(a.farOutside));
  return markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>${sample !== '' && markup`<p class="stated">${sample.trim()}</p>`}${
    far.length > 0 &&
    tableMarkup({
      caption: 'Numbers with values far out: more than three times the width of the middle half away from it',
      columns: [
        { header: 'column' },
        { header: 'far below', isNumber: true },
        { header: 'far above', isNumber: true },
        { header: 'of', isNumber: true },
        { header: 'middle half', isNumber: true },
        { header: 'at most 4 rows beyond', isNumber: true },
      ],
      rows: far
        .slice(0, mostCells)
        .map(({ column, n: present, farOutside, firstQuartile, thirdQuartile, bounds }) => [
          column,
          formatCount(farOutside.below),
          formatCount(farOutside.above),
          formatCount(present),
          `${formatValue(firstQuartile, 'number')} to ${formatValue(thirdQuartile, 'number')}`,
          `${formatValue(bounds.low, 'number')} to ${formatValue(bounds.high, 'number')}`,
        ]),
    })
  }${far.length > mostCells && markup`<p class="stated cut">${formatCount(far.length - mostCells)} more columns have such values.</p>`}`;
}

function sum({ below, above }: { readonly below: number; readonly above: number }): number {
  return below + above;
}
