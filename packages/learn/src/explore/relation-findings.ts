import type { ColumnKind } from '@tend/table';
import type { Association } from '../associations/association.ts';
import type { RedundantGroup } from '../associations/redundant-groups.ts';
import type { InflatedColumn } from '../associations/variance-inflation.ts';
import type { ColumnRelation } from '../target-relations/column-relation.ts';
import type { Reversal } from '../target-relations/reversal.ts';
import type { Relations } from './explore-relations.ts';
import type { Finding } from './finding.ts';
import type { FindingFamily } from './finding-family.ts';
import { grouped } from './grouped.ts';
import { interactionFinding } from './interaction-finding.ts';
import { percent } from './percent.ts';
import type { RankedFinding } from './ranked-finding.ts';
import { reversalFinding } from './reversal-finding.ts';

const noise = 0.01;
/** What is told of each kind, at most. */
const most = { associations: 5, interactions: 3, reversals: 3, inflated: 3 };
const leastAssociation = 0.5;
/** How much clearer a curve must show than a steady rise to be told as one. */
const leastCurved = 0.3;
const leastInflation = 10;

/**
 * What relations say, in plain sentences with their rank. `said`: pairs (as `pairKey`) that another finding tells already;
 * columns under suspicion are left out.
 */
export function relationFindings(
  relations: Relations,
  suspects: ReadonlySet<string> = new Set(),
  said: ReadonlySet<string> = new Set(),
): readonly RankedFinding[] {
  const kinds = new Map(relations.associations.columns.map(({ column, kind }) => [column, kind]));
  const kindOf = (name: string): ColumnKind => kinds.get(name) ?? 'text';
  const groups = relations.groups.filter(
    ({ columns }) =>
      columns.some((name) => !suspects.has(name)) && !(columns.length === 2 && said.has(pairKey(...columns))),
  );
  const covered = new Set([
    ...said,
    ...relations.groups.flatMap(({ links }) => links.map(({ columns }) => pairKey(...columns))),
  ]);
  const isHonest = ({ columns }: { readonly columns: readonly string[] }): boolean =>
    columns.every((name) => !suspects.has(name));
  const isInGroup = (name: string): boolean => relations.groups.some(({ columns }) => columns.includes(name));
  // What holds of the one to keep holds of those that say the same.
  const isSpare = (name: string): boolean =>
    relations.groups.some(({ columns, keep }) => columns.includes(name) && keep !== name);
  const { interactions, reversals } = relations.pairs;
  return [
    ...reversals
      .filter(isFirstOfPair)
      .slice(0, most.reversals)
      .map((reversal) => reversalFinding(reversal, kindOf)),
    ...interactions.slice(0, most.interactions).map((interaction) => interactionFinding(interaction, kindOf)),
    ...groups.map(groupFinding),
    ...relations.inflation.columns
      .filter(({ column, inflation }) => !(inflation !== null && inflation < leastInflation) && !suspects.has(column))
      .filter(({ column }) => !isInGroup(column))
      .sort((a, b) => b.explained - a.explained)
      .slice(0, most.inflated)
      .map((inflated) => inflationFinding(inflated, relations.inflation.n)),
    ...relations.associations.pairs
      .filter((pair) => isHonest(pair) && !covered.has(pairKey(...pair.columns)) && !pair.columns.some(isSpare))
      .flatMap(associationFinding)
      .sort((a, b) => b.importance - a.importance)
      .slice(0, most.associations),
  ];
}

/** Several levels of a column turn together: the clearest is told. */
function isFirstOfPair({ column, within }: Reversal, at: number, all: readonly Reversal[]): boolean {
  return all.findIndex((other) => other.column === column && other.within === within) === at;
}

/** The same key for a pair in either order. */
export function pairKey(...columns: readonly string[]): string {
  return JSON.stringify(columns.toSorted());
}

function associationFinding(pair: Association): readonly RankedFinding[] {
  const { columns, n, adjusted, strength } = pair;
  if (!(adjusted < noise)) return [];
  const [a, b] = columns.map((name) => `"${name}"`);
  const about = { kind: 'association', subject: columns.join(', '), n, severity: 'info' } as const;
  const picture = { type: 'pair', columns } as const;
  const rows = `(n = ${grouped(n)})`;
  const told = (message: string, value: number, size: number): [RankedFinding] => [
    { importance: 18 + 5 * size, finding: { ...about, message, value, picture } },
  ];
  if (pair.type === 'numbers' && pair.anyShape ** 2 - strength ** 2 >= leastCurved)
    return told(
      `${a} and ${b} go together, but not steadily up or down: what one is tells as much about the other as an order that explains ${percent(pair.anyShape ** 2)} of it would, their order explains ${percent(strength ** 2)} ${rows}`,
      pair.anyShape,
      pair.anyShape,
    );
  if (strength < leastAssociation) return [];
  if (pair.type === 'numbers') {
    const way = pair.spearman.value > 0 ? `${a} and ${b} rise and fall together` : `${a} falls as ${b} rises`;
    return told(
      `${way}: the order of one explains ${percent(strength ** 2)} of the order of the other ${rows}`,
      pair.spearman.value,
      strength,
    );
  }
  if (pair.type === 'levelsAndNumber') {
    const [finding] = told(
      `the values of ${a} differ in ${b}: they explain ${percent(strength ** 2)} of its spread ${rows}`,
      strength,
      strength,
    );
    const family: FindingFamily = {
      key: `spread of ${columns[1]}`,
      apart: 0,
      columns,
      part: `${a} (${percent(strength ** 2)})`,
      sentence: (count, parts) =>
        `${b} goes with ${count} columns, each of which explains a part of its spread: ${parts}`,
    };
    return [{ ...finding, family }];
  }
  return told(
    `${a} and ${b} go together: ${percent(strength)} of the way from no relation to one that gives the other ${rows}`,
    strength,
    strength,
  );
}

const reasons: Readonly<Record<RedundantGroup['because'], string>> = {
  fewestMissing: 'has the fewest missing values',
  strongestRelation: 'goes best with the target',
  closest: 'is closest to the others',
};

function groupFinding({ columns, keep, because, similarity, n }: RedundantGroup): RankedFinding {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const message = `${names} say nearly the same (${percent(similarity)} alike on average, n = ${grouped(n)}); of these "${keep}" ${reasons[because]}`;
  const finding: Finding = {
    kind: 'redundantGroup',
    subject: columns.join(', '),
    message,
    value: similarity,
    n,
    severity: 'info',
    picture: { type: 'redundancy', columns },
  };
  return { importance: 29 + similarity, finding };
}

function inflationFinding({ column, explained, inflation }: InflatedColumn, n: number): RankedFinding {
  const exactly = inflation === null ? 'exactly' : `for ${percent(explained)} of its spread`;
  const message = `"${column}" follows ${exactly} from the other numbers together (n = ${grouped(n)}): its own effect in a linear model cannot be told`;
  const picture = { type: 'distribution', column } as const;
  const finding: Finding = {
    kind: 'collinear',
    subject: column,
    message,
    value: explained,
    n,
    severity: 'info',
    picture,
  };
  return { importance: 16 + explained, finding };
}

/** How single columns go with the target, for a target of any kind, the strongest first; `spare` ones say the same as another. */
export function strengthFindings(
  columns: readonly ColumnRelation[],
  suspects: ReadonlySet<string> = new Set(),
  spare: ReadonlySet<string> = new Set(),
): readonly RankedFinding[] {
  return columns
    .filter(({ column, strength }) => !suspects.has(column) && (strength?.adjusted ?? 1) < noise)
    .flatMap((relation) => strengthFinding(relation, spare.has(relation.column)))
    .sort((a, b) => b.importance - a.importance);
}

const leastAuc = 0.55;
const leastShare = 0.02;

/** So many columns that go with the target have a sentence of their own. */
export const mostStrong = 4;
/** Of columns that say the same the one to keep speaks first. */
export const spareImportance = 8;

function strengthFinding({ column, strength, curve }: ColumnRelation, isSpare: boolean): readonly RankedFinding[] {
  if (strength === undefined) return [];
  const isAuc = strength.measure === 'auc';
  if (strength.value < (isAuc ? leastAuc : leastShare)) return [];
  const isOne = curve.series.length === 1;
  const what = !isAuc
    ? `explains ${percent(strength.value)} of the variance of the target`
    : `ranks ${isOne ? 'a positive above a negative' : 'a row of a class above one of another'} in ${percent(strength.value)} of pairs`;
  const shape = isOne ? shapeWords(curve) : '';
  const message = `"${column}" alone ${what} (held out, n = ${grouped(strength.n)})${shape}`;
  const share = isAuc ? strength.value : 0.5 + strength.value / 2;
  const finding: Finding = {
    kind: 'strongColumn',
    subject: column,
    message,
    value: strength.value,
    n: strength.n,
    severity: 'info',
    picture: { type: 'targetByColumn', column },
  };
  const importance = 30 + 20 * share - (isSpare ? spareImportance : 0);
  const family: FindingFamily = {
    key: 'strongColumn',
    apart: mostStrong,
    columns: [column],
    part: `"${column}" ${isAuc ? 'in ' : ''}${percent(strength.value)}`,
    sentence: (count, parts) =>
      isAuc
        ? `${count} more columns alone rank ${isOne ? 'a positive above a negative' : 'a row of a class above one of another'} in more than half of the pairs: ${parts}`
        : `${count} more columns alone explain a part of the variance of the target: ${parts}`,
  };
  return [{ importance, finding, family }];
}

/** What a curve looks like, to stand behind a sentence; empty where there is nothing to say. */
export function shapeWords({ measure, shapes }: ColumnRelation['curve']): string {
  const what = measure === 'mean' ? 'the target' : 'the share of positives';
  switch (shapes[0]?.shape) {
    case 'rising':
      return `; ${what} rises with it`;
    case 'falling':
      return `; ${what} falls as it rises`;
    case 'peaked':
      return `; ${what} is highest in the middle of its range`;
    case 'dipped':
      return `; ${what} is lowest in the middle of its range`;
    case 'irregular':
      return `; ${what} goes up and down along it`;
    default:
      return '';
  }
}
