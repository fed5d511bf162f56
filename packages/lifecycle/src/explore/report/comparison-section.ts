import {
  cutNotice,
  figure,
  figureGrid,
  fitBudget,
  formatCount,
  formatValue,
  type Markup,
  markup,
  tableMarkup,
} from '@tend/charts';
import type { ComparedColumn } from '@tend/learn';
import { distributionChart } from './distribution-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import type { ReportData } from './report-data.ts';

/** How these rows differ from those of an earlier table: schema, rows, then columns drawn over each other. */
export function comparisonSection(data: ReportData, known: KnownColumns, budgetBytes: number): Markup {
  const { comparison } = data;
  if (comparison === null) return markup``;
  const { rows, rowsBefore, added, removed, retyped, columns } = comparison;
  const schema = [
    ...removed.map(({ column, kind }) => `${column} (${kind}) is gone`),
    ...added.map(({ column, kind }) => `${column} (${kind}) is new`),
    ...retyped.map(({ column, before, after }) => `${column} was ${before} and is ${after}`),
  ];
  const shifted = columns.filter(({ isShift }) => isShift);
  const drawn = fitBudget(shifted, budgetBytes, (one) => shiftFigure(one, data, known));
  return markup`<p>${formatCount(rowsBefore, 'row')} before, ${formatCount(rows)} now. ${
    schema.length === 0 ? 'The columns are the same.' : `${formatCount(schema.length)} differences of columns:`
  }</p>${schema.length > 0 && markup`<ul>${schema.slice(0, 40).map((line) => markup`<li dir="auto">${line}</li>`)}</ul>`}${
    schema.length > 40 && markup`<p class="stated cut">${formatCount(schema.length - 40)} more.</p>`
  }${
    shifted.length === 0
      ? markup`<p>No column is distributed differently beyond noise (stability index of 0.1 or more, p of 0.01 or less after control of false discovery).</p>`
      : figureGrid(drawn.parts)
  }${cutNotice(drawn, 'columns that differ', `${data.provenance.command} --json`)}${comparedTable(columns)}`;
}

function shiftFigure(one: ComparedColumn, { comparison }: ReportData, known: KnownColumns): Markup {
  const profile = known.profiles.get(one.drift.column);
  const second = { compared: one, rows: comparison?.rowsBefore ?? 0, label: 'before' };
  const chart = profile === undefined ? undefined : distributionChart(profile, second, shiftSentence(one));
  return chart === undefined ? markup`<p>${shiftSentence(one)}</p>` : figure(chart, { isTableLeftOut: true });
}

/** How a column differs now, in a sentence. */
function shiftSentence({ drift, mean, meanBefore, missing, missingBefore }: ComparedColumn): string {
  const { column, likelyFactor } = drift;
  if (likelyFactor !== undefined) {
    const { factor, conversion } = likelyFactor;
    return `${column} is ${formatValue(factor, 'number')} times what it was${conversion === undefined ? '' : ` (${conversion.from} to ${conversion.to}?)`}`;
  }
  const size = drift.effect >= 0.2 ? 'much' : 'somewhat';
  if (Math.abs(drift.missingShareWindow - drift.missingShareReference) >= 0.05)
    return `${column} is missing in ${formatCount(missing, 'row')}, was in ${formatCount(missingBefore)}`;
  if ((drift.kind === 'number' || drift.kind === 'integer') && mean !== null && meanBefore !== null)
    return `${column} is spread ${size} differently: mean ${formatValue(mean, 'number')}, was ${formatValue(meanBefore, 'number')}`;
  return `${column} is spread ${size} differently`;
}

const mostListed = 60;

function comparedTable(columns: readonly ComparedColumn[]): Markup {
  const shown = columns.slice(0, mostListed);
  return markup`${tableMarkup(
    {
      caption: 'Columns of both, those that differ most first',
      columns: [
        { header: 'column' },
        { header: 'differs' },
        { header: 'stability index', isNumber: true },
        { header: 'distance', isNumber: true },
        { header: 'missing before', isNumber: true },
        { header: 'missing now', isNumber: true },
      ],
      rows: shown.map(({ drift, isShift }) => [
        drift.column,
        isShift ? (drift.effect >= 0.2 ? 'much' : 'somewhat') : 'no',
        { text: formatValue(drift.effect, 'number'), sortBy: drift.effect },
        { text: formatValue(drift.distance, 'number'), sortBy: drift.distance },
        formatValue(drift.missingShareReference, 'share'),
        formatValue(drift.missingShareWindow, 'share'),
      ]),
    },
    { isSortable: true },
  )}${columns.length > mostListed && markup`<p class="stated cut">${formatCount(columns.length - mostListed)} more columns differ less.</p>`}`;
}
