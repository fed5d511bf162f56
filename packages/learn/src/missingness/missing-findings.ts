import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { listOf } from '../explore/list-of.ts';
import { percent } from '../explore/percent.ts';
import type { RankedFinding } from '../explore/ranked-finding.ts';
import type { MissingColumn, Missingness } from './find-missingness.ts';
import type { MissingGiven, MissingMechanism } from './missing-mechanism.ts';

/** A column that is hardly ever missing gets no sentence of its own. */
const leastShare = 0.01;
/** Of each kind the most important ones are said. */
const mostOfKind = 3;
const mostNamed = 5;
const leastAuc = 0.6;
const falseDiscovery = 0.01;
/** The test of periods takes rows for independent, which rows of one time rarely are: a clear difference is asked for besides. */
const leastTimesApart = 2;
const leastRows = 20;

/**
 * What the missing cells mean, in sentences; at most three of each kind. What `suspects` of leaks lack is said with the
 * suspicion; where a column being missing goes with the target, that sentence says the rest of it (`related`).
 */
export function missingFindings(
  missingness: Missingness,
  suspects: ReadonlySet<string> = new Set(),
  related: ReadonlySet<string> = new Set(),
): readonly RankedFinding[] {
  // Of columns that are missing together, the first speaks for all.
  const said = new Set(missingness.coMissing.together.flatMap(({ columns }) => columns.slice(1)));
  const noticeable = missingness.columns
    .filter(({ column, share }) => share >= leastShare && share < 1 && !suspects.has(column) && !said.has(column))
    .toSorted((a, b) => b.missing - a.missing);
  const blocks = noticeable.flatMap((column) => inBlock(column, missingness.n));
  const inBlocks = new Set(blocks.map(({ finding }) => finding.subject));
  const others = noticeable.filter(({ column }) => !inBlocks.has(column));
  return [
    ...together(missingness).slice(0, mostOfKind),
    ...nested(missingness).slice(0, mostOfKind),
    ...blocks.slice(0, mostOfKind),
    ...others
      .filter(({ column }) => !related.has(column))
      .flatMap(mechanism)
      .slice(0, mostOfKind),
    ...others.flatMap((column) => overTime(column, missingness)).slice(0, mostOfKind),
  ];
}

function together({ coMissing, n }: Missingness): readonly RankedFinding[] {
  return coMissing.together.flatMap(({ columns, rows }): readonly RankedFinding[] => {
    if (rows < leastShare * n || rows === n) return [];
    const names = listOf(
      columns.map((column) => `"${column}"`),
      mostNamed,
    );
    const message = `${names} are missing in the same ${grouped(rows)} rows (${percent(rows / n)} of ${grouped(n)}): one reason for all of them`;
    return [ranked(24, { kind: 'missingTogether', subject: columns.join(', '), message, value: rows / n, n }, columns)];
  });
}

function nested({ coMissing, n }: Missingness): readonly RankedFinding[] {
  return coMissing.nested.flatMap(({ column, within, rows, rowsOfWithin }): readonly RankedFinding[] => {
    if (rows < leastShare * n) return [];
    const message = `wherever "${column}" is missing (${grouped(rows)} rows), "${within}" is missing too (${grouped(rowsOfWithin)} of ${grouped(n)} rows)`;
    const about = {
      kind: 'missingTogether',
      subject: `${column}, ${within}`,
      message,
      value: rows / rowsOfWithin,
      n,
    } as const;
    return [ranked(21, about, [column, within])];
  });
}

function inBlock({ column, missing, block }: MissingColumn, n: number): readonly RankedFinding[] {
  if (block === undefined) return [];
  const message = `${grouped(block.missing)} of the ${grouped(missing)} missing cells of "${column}" lie in one block, rows ${grouped(block.from)} to ${grouped(block.to)} of ${grouped(n)} in their order: a source or a time that did not deliver it`;
  return [ranked(62, { kind: 'missingBlock', subject: column, message, value: block.missing / missing, n }, [column])];
}

function mechanism({ column, missing, mechanism: found }: MissingColumn): readonly RankedFinding[] {
  const about = { kind: 'missingMechanism', subject: column, n: found.n } as const;
  const { given, outcome } = found;
  if (given !== undefined && given.auc >= leastAuc)
    return [
      ranked(26 + 10 * given.auc, { ...about, message: givenSentence(column, given), value: given.auc }, [
        column,
        given.column,
      ]),
    ];
  if (found.verdict === 'outcome' && outcome !== undefined) {
    const { whereMissing, wherePresent } = outcome;
    const rates =
      whereMissing === undefined || wherePresent === undefined
        ? ''
        : `: the outcome is ${shown(whereMissing)} on average where it is missing and ${shown(wherePresent)} elsewhere`;
    const message = `whether "${column}" is missing goes with the outcome (n = ${grouped(outcome.n)})${rates}`;
    return [ranked(26, { ...about, message, value: outcome.qValue }, [column])];
  }
  if (found.verdict !== 'noneFound' || given !== undefined) return [];
  const and = outcome === undefined ? '' : 'the outcome and ';
  const message = `nothing was found that tells where "${column}" is missing (${grouped(missing)} rows): ${and}${grouped(found.tried)} other columns were tried`;
  return [ranked(11, { ...about, message, value: missing / found.n }, [column])];
}

/** Where another column tells that one is missing, to stand behind a sentence; empty where none does clearly. */
export function givenWords(mechanism: MissingMechanism | undefined): string {
  const given = mechanism?.given;
  return given === undefined || given.auc < leastAuc ? '' : `; it is missing in ${oftenAndRarely(given)}`;
}

function givenSentence(column: string, given: MissingGiven): string {
  return `whether "${column}" is missing depends on "${given.column}": it is missing in ${oftenAndRarely(given)}; given that, it may be missing at random, which data cannot prove`;
}

/** `100% where "Cancelled" is above 0 (n = 2,973), in 0.04% where …`. */
export function oftenAndRarely({ column, most, least }: MissingGiven): string {
  const often = `${percent(most.share)} where "${column}" is ${most.where} (n = ${grouped(most.n)})`;
  return `${often}, in ${percent(least.share)} where that is ${least.where} (n = ${grouped(least.n)})`;
}

function overTime({ column, missing, overTime: found }: MissingColumn, all: Missingness): readonly RankedFinding[] {
  const { periods, columns } = all;
  if (found === undefined || periods === undefined || found.pValue * columns.length > falseDiscovery) return [];
  const reliable = periods.names
    .map((period, place) => ({ period, n: periods.rows[place] ?? 0, count: found.missing[place] ?? 0 }))
    .filter(({ n }) => n >= leastRows)
    .map((one) => ({ ...one, share: one.count / one.n }))
    .sort((a, b) => a.share - b.share);
  const [least, most] = [reliable[0], reliable[reliable.length - 1]];
  if (least === undefined || most === undefined || most.share < leastTimesApart * least.share) return [];
  const n = periods.rows.reduce<number>((sum, rows) => sum + (rows ?? 0), 0);
  const message = `"${column}" is missing more often at some times: in ${percent(most.share)} of the rows of the ${periods.unit} ${most.period} (n = ${grouped(most.n)}), in ${percent(least.share)} of ${least.period} (n = ${grouped(least.n)}); ${grouped(missing)} cells in all`;
  return [
    ranked(23, { kind: 'missingOverTime', subject: column, message, value: most.share - least.share, n }, [column]),
  ];
}

function ranked(
  importance: number,
  about: Omit<Finding, 'severity' | 'picture'>,
  columns: readonly string[],
): RankedFinding {
  return { importance, finding: { ...about, severity: 'info', picture: { type: 'missing', columns } } };
}

function shown(value: number): string {
  return String(Number(value.toPrecision(3)));
}
