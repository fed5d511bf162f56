import { formatCount, formatValue, type Markup, markup, sparkline, type TableCell, tableMarkup } from '@tend/charts';
import type { ColumnProfile, ColumnRelation } from '@tend/learn';
import { levelText } from './distribution-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import { numberText } from './number-text.ts';
import type { ReportData } from './report-data.ts';
import { shortText } from './short-text.ts';

/** The columns of the data, a row each: type, small histogram, missing, distinct, main numbers, relation to the target. */
export function columnsTable(profiles: readonly ColumnProfile[], known: KnownColumns, { target }: ReportData): Markup {
  const rows = profiles.map((profile): readonly TableCell[] => {
    const { column, kind, n, missing, distinct, distinctError } = profile;
    const href = known.idOf(column);
    const strength = known.relations.get(column)?.strength;
    return [
      { text: column, ...(href === undefined ? {} : { href: `#${href}` }) },
      kind,
      { text: '', drawing: smallHistogram(profile) },
      { text: formatValue(n === 0 ? 0 : missing / n, 'share'), sortBy: n === 0 ? 0 : missing / n },
      { text: `${distinctError > 0 ? 'about ' : ''}${formatCount(distinct)}`, sortBy: distinct },
      mainNumbers(profile),
      ...(target === null ? [] : [strengthCell(strength)]),
    ];
  });
  return tableMarkup(
    {
      caption: 'Columns',
      columns: [
        { header: 'column' },
        { header: 'type' },
        { header: 'spread' },
        { header: 'missing', isNumber: true },
        { header: 'distinct', isNumber: true },
        { header: 'main numbers' },
        ...(target === null
          ? []
          : [{ header: target.type === 'number' ? 'explains of target' : 'ranks right', isNumber: true }]),
      ],
      rows,
    },
    { isCaptionHidden: true, isSortable: true },
  );
}

function strengthCell(strength: ColumnRelation['strength']): TableCell {
  return strength === undefined ? '' : { text: formatValue(strength.value, 'share'), sortBy: strength.value };
}

function smallHistogram(profile: ColumnProfile): Markup {
  const { column, missing, frequent } = profile;
  const isDrawn = 'histogram' in profile && profile.histogram !== null;
  const counts = isDrawn ? (profile.histogram?.counts ?? []) : frequent.map(({ count }) => count);
  if (counts.length === 0) return markup``;
  return sparkline({ counts, missing, title: isDrawn ? `${column}, rows by bin` : `${column}, rows by value` });
}

const longest = 40;

function mainNumbers(profile: ColumnProfile): string {
  const { n, missing, frequent } = profile;
  const present = n - missing;
  if (present === 0) return 'empty';
  const at = (share: number): string => {
    const found = 'quantiles' in profile ? profile.quantiles.find((one) => one.share === share)?.value : undefined;
    if (found === undefined) return '?';
    return typeof found === 'string'
      ? found.slice(0, 10)
      : numberText(found, profile.kind === 'integer' ? 'integer' : 'number');
  };
  const [first] = frequent;
  if (profile.kind === 'boolean') return `true in ${formatValue(profile.trueShare ?? 0, 'share')}`;
  if (profile.kind === 'text')
    return first === undefined
      ? 'no value in five rows'
      : `${shortText(levelText(first.value), longest)} ${formatValue(first.count / present, 'share')}`;
  if (present < 5) return '';
  return `${at(0)} to ${at(1)}, median ${at(0.5)}`;
}
