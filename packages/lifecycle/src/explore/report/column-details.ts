import { figure, figureGrid, formatCount, formatValue, type Markup, markup, tableMarkup } from '@tend/charts';
import type { ColumnProfile, TextBehaviour } from '@tend/learn';
import { distributionChart, distributionSentence, levelText } from './distribution-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import { numberText } from './number-text.ts';
import type { ReportData } from './report-data.ts';
import { targetChart } from './target-chart.ts';
import { seriesChart } from './time-charts.ts';

/** One column, folded: how it is spread, how it goes with the target and with time, its numbers and frequent values. */
export function columnDetails(profile: ColumnProfile, known: KnownColumns, data: ReportData): Markup {
  const { exploration, target } = data;
  const { column } = profile;
  const relation = known.relations.get(column);
  const time = exploration.timeBehaviour;
  const followed = time?.series.find((one) => one.column === column);
  const hasTold = time && followed?.changes.some(({ pValue }) => pValue <= time.bounds.change);
  const charts = [
    distributionChart(profile),
    relation === undefined || target === null ? undefined : targetChart(relation, profile, target),
    hasTold && time !== undefined && followed !== undefined ? seriesChart(time, followed, target) : undefined,
  ].flatMap((chart) => (chart === undefined ? [] : [figure(chart, { isTableLeftOut: true })]));
  const text = exploration.texts.find((one) => one.column === column);
  return markup`<section id="${known.idOf(column) ?? 'column'}"><details class="folded"><summary><h3><bdi>${column}</bdi></h3> <span dir="auto">${distributionSentence(profile)}</span></summary>${figureGrid(charts)}${figureGrid([numbersTable(profile), ...(profile.frequent.length === 0 ? [] : [frequentTable(profile)])])}${text !== undefined && textLines(text)}</details></section>`;
}

function numbersTable(profile: ColumnProfile): Markup {
  const { column, n, missing, distinct } = profile;
  const number = (value: number | null): string => (value === null ? '' : numberText(value, 'number'));
  const facts: (readonly [string, string])[] = [
    ['rows', formatCount(n)],
    ['missing', `${formatCount(missing)} (${formatValue(n === 0 ? 0 : missing / n, 'share')})`],
    ['distinct', `${profile.distinctError > 0 ? 'about ' : ''}${formatCount(distinct)}`],
  ];
  if (profile.kind === 'number' || profile.kind === 'integer')
    facts.push(
      ['mean', number(profile.mean)],
      ['standard deviation', number(profile.sd)],
      ['skewness', number(profile.skewness)],
      ['zeros', formatCount(profile.zeros)],
      ['negative', formatCount(profile.negatives)],
    );
  if ('quantiles' in profile)
    for (const { share, value } of profile.quantiles)
      facts.push([
        quantileName(share),
        typeof value === 'string' ? value : numberText(value, profile.kind === 'integer' ? 'integer' : 'number'),
      ]);
  if (profile.kind === 'text') {
    facts.push(['characters, mean', number(profile.characters.mean)], ['words, mean', number(profile.words.mean)]);
    if (profile.empty > 0) facts.push(['empty texts', formatCount(profile.empty)]);
    if (profile.padded > 0) facts.push(['with blanks around', formatCount(profile.padded)]);
  }
  return tableMarkup({
    caption: `Numbers of ${column}`,
    columns: [{ header: 'number' }, { header: 'value', isNumber: true }],
    rows: facts.filter(([, value]) => value !== ''),
  });
}

function quantileName(share: number): string {
  if (share === 0) return 'at most 4 rows below';
  if (share === 1) return 'at most 4 rows above';
  return share === 0.5 ? 'median' : `${formatValue(share, 'share')} quantile`;
}

function frequentTable({ column, frequent, n, missing }: ColumnProfile): Markup {
  return tableMarkup({
    caption: `Most frequent values of ${column}, of at least five rows each`,
    columns: [{ header: 'value' }, { header: 'rows', isNumber: true }, { header: 'of those known', isNumber: true }],
    rows: frequent.map(({ value, count }) => [
      levelText(value),
      formatCount(count),
      formatValue(count / Math.max(1, n - missing), 'share'),
    ]),
  });
}

function textLines({ free, rowsSeen, isSample, personal }: TextBehaviour): Markup {
  const seen = isSample ? ` (a sample of ${formatCount(rowsSeen, 'row')})` : '';
  const found = personal.map(({ kind, rows }) => `${kind} in ${formatCount(rows, 'row')}`);
  const words = free?.frequent.slice(0, 15).map(({ word, rows }) => `${word} (${formatCount(rows)})`) ?? [];
  const telling =
    free?.telling?.words.slice(0, 10).map(({ word, says, rows }) => `${word}: ${says} (${formatCount(rows, 'row')})`) ??
    [];
  const line = (what: string, parts: readonly string[]): Markup | false =>
    parts.length > 0 && markup`<p class="stated" dir="auto">${what}${seen}: ${parts.join(', ')}</p>`;
  return markup`${line('Looks like personal data', found)}${line('Words in most rows', words)}${line('Words that go with the outcome', telling)}`;
}
