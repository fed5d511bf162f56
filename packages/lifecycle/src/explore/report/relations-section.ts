import {
  associationMatrix,
  type Chart,
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
import type { Exploration, Interaction, Reversal } from '@tend/learn';
import { binWords } from './bin-words.ts';
import { interactionChart } from './interaction-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import { pairChart } from './pair-chart.ts';
import { ofGroup } from './picture-of.ts';
import type { ReportData, ReportTarget } from './report-data.ts';

/** How columns go together: the matrix, notable pairs, what says the same, interactions and reversals. */
export function relationsSection(data: ReportData, known: KnownColumns, budgetBytes: number): Markup {
  const { exploration, target } = data;
  const { together } = exploration;
  const { associations } = together;
  // Pairs of a group stand with it.
  const isSaid = (pair: readonly string[]): boolean =>
    together.groups.some(({ columns }) => pair.every((name) => columns.includes(name)));
  const notable = associations.pairs
    .filter(({ joint, columns }) => joint !== undefined && !isSaid(columns))
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, 6);
  const inGroup = together.groups.slice(0, 6).flatMap(({ columns }) => ofGroup(exploration, known, columns) ?? []);
  const sample =
    associations.sampleSize < associations.rowCount
      ? ` in a sample of ${formatCount(associations.sampleSize)} of ${formatCount(associations.rowCount)} rows`
      : ` over ${formatCount(associations.rowCount)} rows`;
  const left =
    together.notAssociated > 0 &&
    markup`<p class="stated">Pairs of the ${formatCount(associations.columns.length)} columns that go best with the target were compared; ${formatCount(together.notAssociated)} columns were not.</p>`;
  const parts: readonly (() => Markup)[] = [
    () => markup`${matrixOf(exploration)}${left}`,
    () => headed('Columns that say nearly the same', inGroup),
    ...(target === null
      ? []
      : together.pairs.interactions
          .slice(0, 4)
          .map((interaction) => () => interactionPart(interaction, known, target))),
    ...together.pairs.reversals.slice(0, 4).map((reversal) => () => reversalPart(reversal, known)),
    () =>
      headed(
        'Pairs that go together',
        notable.flatMap(({ columns }) => pairChart(exploration, known, columns) ?? []),
      ),
  ];
  const fitted = fitBudget(parts, budgetBytes, (make) => make());
  const strength = `Strength is the rank correlation of two numbers, the correlation ratio of levels and a number, or Cramér’s V of levels, from 0 to 1,${sample}.`;
  return markup`<p class="stated">${strength}</p>${fitted.parts}${cutNotice(fitted, 'parts', `${data.provenance.command} --json`)}`;
}

function headed(title: string, charts: readonly Chart[]): Markup {
  if (charts.length === 0) return markup``;
  return markup`<h3>${title}</h3>${figureGrid(charts.map((chart) => figure(chart, { isTableLeftOut: true })))}`;
}

function matrixOf({ together: { associations } }: Exploration): Markup {
  const columns = associations.columns.filter(({ varies }) => varies).map(({ column }) => column);
  if (columns.length < 2) return markup`<p class="stated">Fewer than two columns vary.</p>`;
  const at = new Map(columns.map((column, i) => [column, i]));
  const values = columns.map((): (number | null)[] => columns.map(() => null));
  for (const { columns: pair, strength } of associations.pairs) {
    const [i, j] = pair.map((name) => at.get(name) ?? -1) as [number, number];
    const [row, other] = [values[i], values[j]];
    if (row === undefined || other === undefined) continue;
    row[j] = strength;
    other[i] = strength;
  }
  const strongest = associations.pairs.reduce<(typeof associations.pairs)[number] | undefined>(
    (best, pair) => (pair.strength > (best?.strength ?? 0) ? pair : best),
    undefined,
  );
  const title =
    strongest === undefined
      ? 'No two columns go together'
      : `${strongest.columns.join(' and ')} go together most (${strongest.strength.toFixed(2)})`;
  const chart = associationMatrix({
    title,
    columns,
    values,
    measure: 'strength of association',
    n: associations.sampleSize,
    width: 760,
  });
  return figure(chart);
}

function interactionPart(interaction: Interaction, known: KnownColumns, target: ReportTarget): Markup {
  const { gain, n } = interaction;
  const chart = interactionChart(interaction, known, target);
  return markup`${figure(chart)}<p class="stated">On held-out rows the pairs of values save ${formatValue(gain.value, 'share')} of the loss that both columns added up leave (${formatValue(gain.low, 'share')} to ${formatValue(gain.high, 'share')}, n = ${formatCount(n)}).</p>`;
}

function reversalPart(
  { column, where, within, overall, inGroups, groups, n, measure }: Reversal,
  known: KnownColumns,
): Markup {
  const kind = known.profiles.get(column)?.kind ?? 'text';
  const groupKind = known.profiles.get(within)?.kind ?? 'text';
  const value = (number: number): string => formatValue(number, measure === 'rate' ? 'share' : 'number');
  const way = overall.value > 0 ? 'more' : 'less';
  return markup`<h3>Within ${within} the relation of ${column} turns around</h3><p>Rows where ${column} is ${binWords(where, kind)} have ${way} of the target over all rows (${value(overall.value)}, ${value(overall.low)} to ${value(overall.high)}), and within groups of ${within} ${overall.value > 0 ? 'less' : 'more'} (${value(inGroups.value)}, ${value(inGroups.low)} to ${value(inGroups.high)}), n = ${formatCount(n)}.</p>${tableMarkup(
    {
      caption: `The target by ${within}, where ${column} is ${binWords(where, kind)} and elsewhere`,
      columns: [
        { header: within },
        { header: 'rows', isNumber: true },
        { header: 'there', isNumber: true },
        { header: 'elsewhere', isNumber: true },
        { header: 'difference', isNumber: true },
      ],
      rows: groups.map(({ group, n: rows, there, elsewhere, difference }) => [
        binWords(group, groupKind),
        formatCount(rows),
        value(there.value),
        value(elsewhere.value),
        `${value(difference.value)} (${value(difference.low)} to ${value(difference.high)})`,
      ]),
    },
  )}`;
}
