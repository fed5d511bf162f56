import { chiSquareTest } from '@tend/kernels';
import { type Column, columnOf, type Table } from '@tend/table';
import { findRedundancies, type Redundancy } from './find-redundancies.ts';
import { functionEvidence } from './function-evidence.ts';
import { type Judged, judgeRegion } from './judge-region.ts';
import { type KnownRows, knownRows } from './known-rows.ts';
import type { Evidence, LeakEvidence, LeakSuspect } from './leak-suspect.ts';
import { type Region, regionsOf } from './regions-of.ts';
import { relateToTarget } from './relate-to-target.ts';

export interface LeakOptions {
  /** Candidates, without the columns that the target is computed from. */
  readonly columns: readonly string[];
  /** Those of the same columns, where they are known already. */
  readonly redundancies?: readonly Redundancy[];
}

/**
 * Columns that seem to know the outcome, found by computation alone. `y` has one entry a row of the table: 1, 0, or -1
 * for unknown (such rows are left out).
 *
 * An after-the-fact column need not rank well: a repair cost is zero on 99 of 100 rows. What betrays it is how pure the
 * outcome is where something was entered. So each column is cut into few regions without a look at the outcome, and
 * flagged where the Wilson lower bound of the purity of one (95%, Bonferroni over the regions of the column) reaches 5
 * times the base rate and 0.75; where the outcome is too common for that lift, 0.95 of all entered values or 0.99 of a
 * part of them. The tails of spread-out numbers always need 0.99: honest columns rise gradually and reach less. An entered
 * value that goes with one outcome on 50 rows or more without exception is certain.
 */
export function findLeakSuspects(
  table: Table,
  rows: Int32Array,
  y: Int8Array,
  options: LeakOptions,
): readonly LeakSuspect[] {
  const known = knownRows(rows, y);
  if (known.positives === 0 || known.positives === known.rows.length) return [];
  const redundancies = options.redundancies ?? findRedundancies(table, known.rows, options.columns);
  const seen = options.columns.map((name) => look(columnOf(table, name), known));
  const direct = new Map<string, Evidence>();
  for (const one of seen) {
    const asFunction = functionEvidence(one.column, known);
    const asRegion = regionEvidence(one, seen, known);
    const found =
      [asFunction, asRegion].find((evidence) => evidence?.grade === 'certain') ??
      asRegion ??
      asFunction ??
      aloneEvidence(one, seen, redundancies, known);
    if (found !== undefined) direct.set(one.name, found);
  }
  const flagged = addDerived(direct, seen, redundancies, known);
  return options.columns.flatMap((column): readonly LeakSuspect[] => {
    const found = flagged.get(column);
    if (found === undefined) return [];
    const tiedTo = redundancies.filter((tie) => {
      const members = membersOf(tie);
      return members.includes(column) && members.some((name) => name !== column && flagged.has(name));
    });
    const regionsTried = seen.find(({ name }) => name === column)?.regions.length ?? 0;
    return [{ column, ...found, regionsTried, tiedTo }];
  });
}

interface Seen {
  readonly name: string;
  readonly column: Column;
  readonly regions: readonly Region[];
  readonly best: Judged | undefined;
  readonly auc: number;
}

function look(column: Column, known: KnownRows): Seen {
  const regions = regionsOf(column, known);
  let best: Judged | undefined;
  for (const region of regions)
    for (const outcome of [1, 0] as const) {
      const judged = judgeRegion(region, outcome, regions.length, known);
      if (judged.strength > (best?.strength ?? 0)) best = judged;
    }
  return { name: column.name, column, regions, best, auc: relateToTarget(column, known).auc };
}

function regionEvidence({ name, best, regions }: Seen, all: readonly Seen[], known: KnownRows): Evidence | undefined {
  if (best === undefined || best.strength < 1) return undefined;
  const { region, outcome, purity, purityLow, baseRate, isCertain } = best;
  const others = all.filter((other) => other.name !== name);
  // Where many other columns do as well, the problem is easy and a pure tail is no sign of a leak.
  const asStrong = others.filter((other) => (other.best?.strength ?? 0) >= 1).length;
  if (region.kind === 'tail' && others.length >= 3 && asStrong * 3 > others.length) return undefined;
  const inside = outcome === 1 ? region.positives : region.n - region.positives;
  const rateOutside = (Math.round(baseRate * known.rows.length) - inside) / (known.rows.length - region.n);
  const { kind, where } = region;
  const entered = kind === 'half' ? enteredOf(regions) : undefined;
  const evidence: LeakEvidence = {
    type: 'region',
    kind,
    where,
    outcome,
    purity,
    purityLow,
    rateOutside,
    baseRate,
    typicalPurityLow: median(others.map((other) => other.best?.purityLow ?? 0)),
    ...(entered === undefined
      ? {}
      : { entered: { where: entered.where, n: entered.n, purity: rateOf(entered, outcome) } }),
  };
  return { grade: isCertain ? 'certain' : 'suspect', evidence, n: region.n };
}

const leastAloneAuc = 0.99;
const leastGap = 0.05;

function aloneEvidence(
  one: Seen,
  all: readonly Seen[],
  ties: readonly Redundancy[],
  known: KnownRows,
): Evidence | undefined {
  if (!(one.auc >= leastAloneAuc)) return undefined;
  const alike = new Set(
    ties
      .map(membersOf)
      .filter((members) => members.includes(one.name))
      .flat(),
  );
  const nextAuc = all.reduce(
    (next, { name, auc }) => (name === one.name || alike.has(name) ? next : Math.max(next, auc)),
    0.5,
  );
  if (one.auc - nextAuc < leastGap) return undefined;
  return { grade: 'suspect', evidence: { type: 'alone', auc: one.auc, nextAuc }, n: known.rows.length };
}

/** Columns tied to a suspect whose own entered values go with the outcome too, until no more are found. */
function addDerived(
  direct: ReadonlyMap<string, Evidence>,
  all: readonly Seen[],
  ties: readonly Redundancy[],
  known: KnownRows,
): ReadonlyMap<string, Evidence> {
  const flagged = new Map(direct);
  for (let before = -1; before !== flagged.size; ) {
    before = flagged.size;
    for (const tie of ties)
      for (const name of membersOf(tie)) {
        if (flagged.has(name) || !membersOf(tie).some((other) => flagged.has(other))) continue;
        const one = all.find((seen) => seen.name === name);
        const found = one === undefined ? undefined : derivedEvidence(one, known);
        if (found !== undefined) flagged.set(name, found);
      }
  }
  return flagged;
}

function derivedEvidence({ regions }: Seen, { rows, positives }: KnownRows): Evidence | undefined {
  const entered = enteredOf(regions);
  if (entered === undefined) return undefined;
  const outside = rows.length - entered.n;
  const contingency = [
    [entered.positives, entered.n - entered.positives],
    [positives - entered.positives, outside - (positives - entered.positives)],
  ];
  if (chiSquareTest(contingency).pValue > 0.001) return undefined;
  const purity = entered.positives / entered.n;
  const evidence: LeakEvidence = { type: 'derived', where: entered.where, purity, baseRate: positives / rows.length };
  return { grade: 'suspect', evidence, n: entered.n };
}

/** The rows in which something was entered: not the default, or present at all. */
function enteredOf(regions: readonly Region[]): Region | undefined {
  return regions.find(({ kind, where }) => kind === 'default' || (kind === 'presence' && where === 'is present'));
}

function rateOf({ n, positives }: Region, outcome: 0 | 1): number {
  return (outcome === 1 ? positives : n - positives) / n;
}

function membersOf(tie: Redundancy): readonly string[] {
  return tie.type === 'sum' ? [tie.total, ...tie.parts] : tie.columns;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
