import type { RedundantGroup } from '../associations/redundant-groups.ts';
import { givenWords, missingFindings } from '../missingness/missing-findings.ts';
import type { ColumnProfile } from '../profile/column-profile.ts';
import { shapeFamily } from '../profile/shape-family.ts';
import { shapeFindings } from '../profile/shape-findings.ts';
import { rowFindings } from '../row-patterns/row-findings.ts';
import type { ColumnRelation, Shape } from '../target-relations/column-relation.ts';
import { textFindings } from '../text-columns/text-findings.ts';
import { timeFindings } from '../time-behaviour/time-findings.ts';
import type { Exploration } from './explore.ts';
import type { Redundancy } from './find-redundancies.ts';
import type { Finding } from './finding.ts';
import { groupFindings } from './group-findings.ts';
import { grouped } from './grouped.ts';
import { rankedLeak } from './leak-findings.ts';
import { tieFamily, tieSentence } from './leak-sentence.ts';
import { membersOf } from './members-of.ts';
import { percent } from './percent.ts';
import type { RankedFinding } from './ranked-finding.ts';
import type { MissingRelation, TargetRelation } from './relate-to-target.ts';
import {
  mostStrong,
  pairKey,
  relationFindings,
  shapeWords,
  spareImportance,
  strengthFindings,
} from './relation-findings.ts';
import type { TargetOverTime } from './target-over-time.ts';

/** Tests below this count as beyond noise; the number of columns tried divides it. */
const noise = 0.01;

/**
 * The findings of an exploration in plain sentences, each with its number and n, the most important first: leaks, what would
 * mislead a model or a decision, what goes with the target, how columns hang together, remarks.
 */
export function rankFindings(exploration: Exploration): readonly Finding[] {
  const suspects = new Set(exploration.suspects.map(({ column }) => column));
  const honest = exploration.relations.filter(({ column }) => !suspects.has(column));
  const curves = new Map(exploration.together.columns.map((relation) => [relation.column, relation]));
  const profiles = exploration.profiles.filter(({ column }) => !suspects.has(column));
  const ties = exploration.redundancies.filter((tie) => !isInGroup(tie, exploration.together.groups));
  const spare = new Set(
    exploration.together.groups.flatMap(({ columns, keep }) => columns.filter((name) => name !== keep)),
  );
  const mechanisms = new Map(exploration.missingness.columns.map(({ column, mechanism }) => [column, mechanism]));
  const telling = honest.flatMap((relation) =>
    missingness(relation, honest.length, givenWords(mechanisms.get(relation.column))),
  );
  const ranked: RankedFinding[] = [
    ...exploration.suspects.map(rankedLeak),
    ...baseRate(exploration),
    ...(exploration.time === undefined ? [] : overTime(exploration.time)),
    ...(exploration.positives === undefined
      ? strengthFindings(exploration.together.columns, suspects, spare)
      : honest.flatMap((relation) => strength(relation, curves.get(relation.column), spare.has(relation.column)))),
    ...telling,
    ...profiles.flatMap((profile) => gaps(profile, honest)),
    ...profiles.flatMap(shapes),
    ...ties.flatMap((tie) => redundant(tie, suspects)),
    ...relationFindings(
      exploration.together,
      suspects,
      new Set(ties.flatMap((tie) => (tie.type === 'sum' ? [] : [pairKey(...tie.columns)]))),
    ),
    ...missingFindings(exploration.missingness, suspects, new Set(telling.map(({ finding }) => finding.subject))),
    ...rowFindings(exploration.rowPatterns),
    ...(exploration.timeBehaviour === undefined ? [] : timeFindings(exploration.timeBehaviour, suspects)),
    ...textFindings(exploration.texts, suspects),
  ];
  return groupFindings(ranked)
    .toSorted((a, b) => b.importance - a.importance)
    .map(({ finding }) => finding);
}

function baseRate({ known, positives, rowCount }: Exploration): readonly RankedFinding[] {
  if (known === 0 || positives === undefined) return [];
  const rate = positives / known;
  const unknown = rowCount - known;
  const rest = unknown > 0 ? `; the outcome of ${grouped(unknown)} more is unknown` : '';
  const rarer = Math.min(positives, known - positives);
  const severity = rarer < 50 ? 'warn' : 'info';
  const few = rarer < 50 ? `; with only ${rarer} of the rarer outcome every number here is uncertain` : '';
  const message = `${grouped(positives)} of ${grouped(known)} rows are positive (${percent(rate)})${rest}${few}`;
  const finding: Finding = { kind: 'baseRate', subject: 'target', message, value: rate, n: known, severity };
  return [{ importance: rarer < 50 ? 80 : 60, finding }];
}

function overTime(time: TargetOverTime): readonly RankedFinding[] {
  const [first, last] = [time.periods[0], time.periods[time.periods.length - 1]];
  if (first === undefined || last === undefined) return [];
  const picture = { type: 'targetOverTime', column: time.column } as const;
  const about = { kind: 'timeTrend', subject: time.column, n: time.n, picture } as const;
  const ends = `${percent(first.rate)} in ${first.period} (n = ${grouped(first.n)}), ${percent(last.rate)} in ${last.period} (n = ${grouped(last.n)})`;
  if (time.trendPValue < noise) {
    const way = time.slope > 0 ? 'rises' : 'falls';
    const step = `${percent(Math.abs(time.slope))} a ${time.unit}`;
    const message = `the share of positives ${way} by about ${step}: ${ends}; a model must be tested on later rows`;
    return [{ importance: 70, finding: { ...about, message, value: time.slope, severity: 'warn' } }];
  }
  if (time.homogeneityPValue < noise) {
    const rates = time.periods.map(({ rate }) => rate);
    const range = `from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))}`;
    const message = `the share of positives differs between ${time.unit}s (${range}) without a steady trend`;
    return [{ importance: 55, finding: { ...about, message, value: Math.max(...rates), severity: 'info' } }];
  }
  const message = `the share of positives shows no trend over time: ${ends}`;
  return [{ importance: 20, finding: { ...about, message, value: time.slope, severity: 'info' } }];
}

const leastAuc = 0.55;
function strength(
  relation: TargetRelation,
  curve: ColumnRelation | undefined,
  isSpare: boolean,
): readonly RankedFinding[] {
  const { column, bestLevel, direction } = relation;
  // A rank alone sees nothing in what rises and falls again.
  const isBent = curve?.strength !== undefined && bentShapes.has(curve.curve.shapes[0]?.shape ?? 'flat');
  const auc = isBent ? Math.max(relation.auc, curve?.strength?.value ?? 0) : relation.auc;
  const n = auc === relation.auc ? relation.n : (curve?.n ?? relation.n);
  if (!(auc >= leastAuc)) return [];
  const detail =
    bestLevel !== undefined && bestLevel.lift > 1
      ? `; highest where it is "${bestLevel.level}": ${percent(bestLevel.rate)} positive, ${bestLevel.lift.toFixed(1)} times the average (n = ${grouped(bestLevel.n)})`
      : direction === 'levels'
        ? ''
        : isBent && curve !== undefined
          ? shapeWords(curve.curve)
          : `; ${direction} values go with positives`;
  const message = `"${column}" alone ranks a positive above a negative in ${percent(auc)} of pairs (n = ${grouped(n)})${detail}`;
  const picture = { type: 'targetByColumn', column } as const;
  return [
    {
      importance: 30 + 20 * auc - (isSpare ? spareImportance : 0),
      finding: { kind: 'strongColumn', subject: column, message, value: auc, n, severity: 'info', picture },
      family: {
        key: 'strongColumn',
        apart: mostStrong,
        columns: [column],
        part: `"${column}" in ${percent(auc)}`,
        sentence: (count, parts) =>
          `${count} more columns alone rank a positive above a negative in more than half of the pairs: ${parts}`,
      },
    },
  ];
}

const bentShapes: ReadonlySet<Shape> = new Set<Shape>(['peaked', 'dipped', 'irregular']);

function missingness({ column, missing }: TargetRelation, tried: number, given: string): readonly RankedFinding[] {
  if (missing === undefined || missing.pValue * tried > noise) return [];
  const message = `where "${column}" is missing, ${percent(missing.rate)} are positive (n = ${grouped(missing.n)}), elsewhere ${percent(missing.rateWherePresent)}: that it is missing says something by itself${given}`;
  const finding: Finding = {
    kind: 'relatedMissing',
    subject: column,
    message,
    value: missing.rate,
    n: missing.n,
    severity: 'warn',
    picture: { type: 'targetByColumn', column },
  };
  return [{ importance: 61 + 5 * distance(missing), finding }];
}

function distance({ rate, rateWherePresent }: MissingRelation): number {
  return Math.abs(rate - rateWherePresent);
}

function gaps({ column, missing, n }: ColumnProfile, relations: readonly TargetRelation[]): readonly RankedFinding[] {
  const share = missing / n;
  if (missing === 0 || missing === n || share < 0.01) return [];
  const isRelated = relations.some((relation) => relation.column === column && (relation.missing?.pValue ?? 1) < noise);
  if (isRelated && share < 0.2) return [];
  const message = `"${column}" is missing in ${percent(share)} of the rows (${grouped(missing)} of ${grouped(n)})`;
  const severity = share >= 0.2 ? 'warn' : 'info';
  const picture = { type: 'missing', columns: [column] } as const;
  return [
    {
      importance: (severity === 'warn' ? 51 : 25) + 8 * share,
      finding: { kind: 'missing', subject: column, message, value: share, n, severity, picture },
    },
  ];
}

/** Behind everything that is about the target; what says nothing at all comes last. */
function shapes(profile: ColumnProfile): readonly RankedFinding[] {
  return shapeFindings(profile).map((finding, place): RankedFinding => {
    const family = shapeFamily(profile.column, profile.shape[place]);
    const importance = finding.kind === 'shape' ? 18 : 15;
    return { importance, finding, ...(family === undefined ? {} : { family }) };
  });
}

/** Of three columns or more that are alike the group is told, not each pair. */
function isInGroup(tie: Redundancy, groups: readonly RedundantGroup[]): boolean {
  return (
    tie.type === 'correlates' &&
    groups.some(({ columns }) => columns.length > 2 && tie.columns.every((name) => columns.includes(name)))
  );
}

function redundant(tie: Redundancy, suspects: ReadonlySet<string>): readonly RankedFinding[] {
  const members = membersOf(tie);
  // Said already, with the suspicion.
  if (members.every((column) => suspects.has(column))) return [];
  const value = tie.type === 'correlates' ? tie.correlation : tie.share;
  const message = tieSentence(tie);
  const finding: Finding = {
    kind: 'redundant',
    subject: members.join(', '),
    message,
    value,
    n: tie.n,
    severity: 'info',
    picture: { type: 'redundancy', columns: members },
  };
  const family = tieFamily(tie);
  return [{ importance: 28 + Math.abs(value), finding, ...(family === undefined ? {} : { family }) }];
}
