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
} from '@tend/charts';
import type { Association, Exploration, Interaction, Reversal } from '@tend/learn';
import { interactionChart } from './interaction-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import { pairChart } from './pair-chart.ts';
import { ofGroup } from './picture-of.ts';
import type { ReportData, ReportTarget } from './report-data.ts';
import { reversalChart } from './reversal-chart.ts';

/** How columns go together: the matrix, notable pairs, what says the same, interactions and reversals. */
export function relationsSection(data: ReportData, known: KnownColumns, budgetBytes: number): Markup {
  const { exploration, target } = data;
  const { together } = exploration;
  const { associations } = together;
  const notable = notablePairs(exploration);
  const inGroup = together.groups.slice(0, 6).flatMap(({ columns }) => ofGroup(exploration, known, columns) ?? []);
  const sample =
    associations.sampleSize < associations.rowCount
      ? ` in a sample of ${formatCount(associations.sampleSize)} of ${formatCount(associations.rowCount, 'row')}`
      : ` over ${formatCount(associations.rowCount, 'row')}`;
  const left =
    together.notAssociated > 0 &&
    markup`<p class="stated">Pairs of the ${formatCount(associations.columns.length)} columns that go best with the target were compared; ${formatCount(together.notAssociated)} columns were not.</p>`;
  const parts: readonly (() => Markup)[] = [
    () => markup`${matrixOf(exploration)}${left}`,
    () => headed('Columns that say nearly the same', figuresOf(inGroup)),
    ...(target === null ? [] : interactionParts(together.pairs.interactions, known, target)),
    ...(target === null ? [] : [() => reversalsPart(together.pairs.reversals, known, target)]),
    () =>
      headed(
        'Pairs that go together',
        figuresOf(notable.flatMap(({ columns }) => pairChart(exploration, known, columns) ?? [])),
      ),
  ];
  const fitted = fitBudget(parts, budgetBytes, (make) => make());
  const strength = `Strength is the rank correlation of two numbers, the correlation ratio of levels and a number, or Cramér’s V of levels, from 0 to 1,${sample}.`;
  return markup`<p class="stated">${strength}</p>${fitted.parts}${cutNotice(fitted, 'parts', `${data.provenance.command} --json`)}`;
}

const mostPairs = 6;
/** Of one column so many pairs are drawn: five of them would tell the same. */
const mostOfColumn = 2;

/** The strongest pairs to draw: none within a redundant group, which is drawn itself, or with a column that repeats another. */
function notablePairs({ together: { associations, groups } }: Exploration): readonly Association[] {
  const isSaid = (pair: readonly string[]): boolean =>
    groups.some(({ columns }) => pair.every((name) => columns.includes(name)));
  const isSpare = (name: string): boolean =>
    groups.some(({ columns, keep }) => columns.includes(name) && keep !== name);
  const drawn = new Map<string, number>();
  return associations.pairs
    .filter(({ joint, columns }) => joint !== undefined && !isSaid(columns) && !columns.some(isSpare))
    .toSorted((a, b) => b.strength - a.strength)
    .filter(({ columns }) => {
      if (columns.some((name) => (drawn.get(name) ?? 0) >= mostOfColumn)) return false;
      for (const name of columns) drawn.set(name, (drawn.get(name) ?? 0) + 1);
      return true;
    })
    .slice(0, mostPairs);
}

function headed(title: string, figures: readonly Markup[]): Markup {
  return figures.length === 0 ? markup`` : markup`<h3>${title}</h3>${figureGrid(figures)}`;
}

function figuresOf(charts: readonly Chart[]): readonly Markup[] {
  return charts.map((chart) => figure(chart, { isTableLeftOut: true }));
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

const mostTold = 4;
/** Of drawings that are shown where there is room for them, px. */
const wideWidth = 760;

function interactionParts(
  interactions: readonly Interaction[],
  known: KnownColumns,
  target: ReportTarget,
): readonly (() => Markup)[] {
  return interactions.slice(0, mostTold).map((interaction, at) => () => {
    const { gain, n } = interaction;
    const head = at === 0 && markup`<h3>Columns whose effect depends on another one</h3>`;
    return markup`${head}${figure(interactionChart(interaction, known, target), { wide: interactionChart(interaction, known, target, wideWidth) })}<p class="stated">On held-out rows the pairs of values save ${formatValue(gain.value, 'share')} of the loss that both columns added up leave (${formatValue(gain.low, 'share')} to ${formatValue(gain.high, 'share')}, n = ${formatCount(n)}).</p>`;
  });
}

function reversalsPart(reversals: readonly Reversal[], known: KnownColumns, target: ReportTarget): Markup {
  const parts = reversals
    .slice(0, mostTold)
    .map(
      (reversal) =>
        markup`<div>${figure(reversalChart(reversal, known, target))}<p class="stated">${reversalWords(reversal)}</p></div>`,
    );
  return headed('Relations that turn around within groups', parts);
}

function reversalWords({ within, overall, inGroups, groups, n, measure }: Reversal): string {
  const value = (number: number): string => {
    const text = formatValue(number, measure === 'rate' ? 'share' : 'number');
    return measure === 'rate' ? text.replace('%', '') : text;
  };
  const unit = measure === 'rate' ? ' points' : '';
  const said = (estimate: Reversal['overall']): string =>
    `${value(estimate.value ?? 0)} (${value(estimate.low ?? 0)} to ${value(estimate.high ?? 0)})${unit}`;
  return `The difference of the two sides is ${said(overall)} over all rows, ${said(inGroups)} within the ${formatCount(groups.length, 'group')} of ${within} (n = ${formatCount(n)}).`;
}
