import { chiSquareTest } from '@tend/kernels';
import { type Column, columnOf } from '@tend/table';
import type { CodedColumns } from '../associations/coded-columns.ts';
import { codedOutcomes } from './coded-outcomes.ts';
import { findRedundancies, type Redundancy } from './find-redundancies.ts';
import { functionEvidence } from './function-evidence.ts';
import { identifierEvidence } from './identifier-evidence.ts';
import { type Judged, judgeRegion } from './judge-region.ts';
import { laterEvidence } from './later-evidence.ts';
import type { Evidence, LeakEvidence, LeakSuspect } from './leak-suspect.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';
import { membersOf } from './members-of.ts';
import { findPairs } from './pair-evidence.ts';
import { findRecorded } from './recorded-evidence.ts';
import { type Region, regionsOf } from './regions-of.ts';
import { relateToTarget, type TargetRelation } from './relate-to-target.ts';
import { findSources } from './source-evidence.ts';
import { findStrongest } from './strongest-evidence.ts';
import { type TargetView, viewsOf } from './target-view.ts';

export interface LeakOptions {
  /** Candidates, without the columns that the target is computed from. */
  readonly columns: readonly string[];
  /** The columns that the target is computed from: what gives one of them exactly gives the target. */
  readonly sources?: readonly string[];
  /** Rows of the table whose outcome is unknown: only where cells are missing is looked at. */
  readonly unknown?: Int32Array;
  /** The column that says when a row happened: later times are suspicious. */
  readonly timeColumn?: string;
  /** What the same columns say of each other and of a binary target, where that is known already. */
  readonly redundancies?: readonly Redundancy[];
  readonly relations?: readonly TargetRelation[];
}

/**
 * Columns that seem to know the outcome, found by computation alone, on those of the rows whose outcome is known.
 *
 * An after-the-fact column need not rank well: a repair cost is zero on 99 of 100 rows. What betrays it is how pure the
 * outcome is where something was entered. So each column is cut into few regions without a look at the outcome, and
 * flagged where the Wilson lower bound of the purity of one (95%, Bonferroni over the regions of the column) reaches 5
 * times the base rate and 0.75; where the outcome is too common for that lift, 0.95 of all entered values or 0.99 of a
 * part of them. The tails of spread-out numbers always need 0.99: honest columns rise gradually and reach less. Besides:
 * values, and pairs of values, that each go with one outcome; numbers that the target is computed from and that follow from
 * one or two columns; columns filled where the outcome is known only; times later than the row; handed-out numbers; and
 * numbers without which the others explain far less.
 *
 * Certain is what gives the outcome away without exception on enough rows: a function of it, or present for one class only.
 */
export function findLeakSuspects(
  coded: CodedColumns,
  target: LeakTarget,
  options: LeakOptions,
): readonly LeakSuspect[] {
  const { table } = coded;
  const decided = coded.among(rowsOfKnownTarget(target, coded.rows));
  const known = decided.rows;
  const views = viewsOf(target, known);
  if (views.length === 0) return [];
  const columns = options.columns.map((name) => columnOf(table, name));
  const redundancies = options.redundancies ?? findRedundancies(decided, options.columns);
  const seen = columns.map((column) => look(column, decided, views, options.relations));
  const time = options.timeColumn === undefined ? undefined : columnOf(table, options.timeColumn);
  const outcomes = codedOutcomes(target, known);
  const sources = findSources(decided, columns, target, options.sources ?? []);
  const recorded = findRecorded(columns, known, options.unknown ?? new Int32Array());
  const flagged = new Map<string, Evidence>();
  for (const one of seen) {
    const found = mostCertain([
      sources.get(one.name),
      regionEvidence(one, seen),
      outcomes && functionEvidence(decided.of(one.name), outcomes),
      identifierEvidence(one.column, target, known),
      recorded.get(one.name),
      time && time.kind !== 'text' ? laterEvidence(one.column, time, known) : undefined,
      aloneEvidence(one, seen, redundancies),
    ]);
    if (found !== undefined) flagged.set(one.name, found);
  }
  const left = (): readonly Column[] => columns.filter(({ name }) => !flagged.has(name));
  if (outcomes !== undefined) {
    const dense = left().map(({ name }) => decided.of(name));
    for (const [name, found] of findPairs(dense, outcomes)) flagged.set(name, found);
  }
  addDerived(flagged, seen, redundancies);
  const names = left().map(({ name }) => name);
  for (const [name, found] of findStrongest(table, known, target, names, redundancies)) flagged.set(name, found);
  return seen.flatMap(({ name, regionsTried }): readonly LeakSuspect[] => {
    const found = flagged.get(name);
    if (found === undefined) return [];
    const tiedTo = redundancies.filter((tie) => {
      const members = membersOf(tie);
      return members.includes(name) && members.some((other) => other !== name && flagged.has(other));
    });
    return [{ column: name, ...found, regionsTried, tiedTo }];
  });
}

function mostCertain(found: readonly (Evidence | undefined)[]): Evidence | undefined {
  return found.find((evidence) => evidence?.grade === 'certain') ?? found.find((evidence) => evidence !== undefined);
}

const leastAloneAuc = 0.99;
const leastGap = 0.05;

interface Seen {
  readonly name: string;
  readonly column: Column;
  readonly regionsTried: number;
  /** The most telling region of each view, and the one over all views. */
  readonly byView: readonly (Best | undefined)[];
  readonly best: Best | undefined;
  /** Of the regions of the first view: that of the rows in which something was entered. */
  readonly entered: Region | undefined;
  readonly auc: number;
}

interface Best extends Judged {
  readonly view: TargetView;
  readonly regions: readonly Region[];
}

function look(
  column: Column,
  decided: CodedColumns,
  views: readonly TargetView[],
  relations: readonly TargetRelation[] | undefined,
): Seen {
  let regionsTried = 0;
  const dense = decided.of(column.name);
  const cut = views.map((view) => {
    const regions = regionsOf(dense, view.known);
    regionsTried += regions.length;
    return { view, regions };
  });
  const byView = cut.map(({ view, regions }) => {
    let best: Best | undefined;
    for (const region of regions)
      for (const outcome of view.asksNo ? ([1, 0] as const) : ([1] as const)) {
        const judged = judgeRegion(region, outcome, regionsTried, view.known);
        if (judged.strength > (best?.strength ?? 0)) best = { ...judged, view, regions };
      }
    return best;
  });
  const best = byView.reduce((a, b) => (rank(b) > rank(a) ? b : a), undefined);
  const { name } = column;
  const first = views.length === 1 ? views[0] : undefined;
  const auc =
    relations?.find((relation) => relation.column === name)?.auc ??
    (first === undefined ? Number.NaN : relateToTarget(dense, first.known).auc);
  return {
    name,
    column,
    regionsTried,
    byView,
    best,
    entered: enteredOf(cut[0]?.regions ?? []),
    auc,
  };
}

/** Certain ones first. */
function rank(best: Best | undefined): number {
  return best === undefined ? 0 : best.strength + (best.isCertain && best.view.isExact ? 1000 : 0);
}

function regionEvidence(one: Seen, all: readonly Seen[]): Evidence | undefined {
  const { best } = one;
  if (best === undefined || best.strength < 1) return undefined;
  const { region, outcome, purity, purityLow, baseRate, isCertain, view, regions } = best;
  const others = all.filter((other) => other !== one);
  const inView = one.byView.indexOf(best);
  // Where many other columns do as well, the problem is easy and a pure tail is no sign of a leak.
  const asStrong = others.filter((other) => (other.byView[inView]?.strength ?? 0) >= 1).length;
  if (region.kind === 'tail' && others.length >= 3 && asStrong * 3 > others.length) return undefined;
  const inside = outcome === 1 ? region.positives : region.n - region.positives;
  const total = view.known.rows.length;
  const rateOutside = (Math.round(baseRate * total) - inside) / (total - region.n);
  const { kind, where } = region;
  const entered = kind === 'half' ? enteredOf(regions) : undefined;
  const evidence: LeakEvidence = {
    type: 'region',
    kind,
    where,
    outcome,
    said: outcome === 1 ? view.yes : view.no,
    purity,
    purityLow,
    rateOutside,
    baseRate,
    typicalPurityLow: median(others.map((other) => other.byView[inView]?.purityLow ?? 0)),
    ...(entered === undefined
      ? {}
      : { entered: { where: entered.where, n: entered.n, purity: rateOf(entered, outcome) } }),
  };
  return { grade: isCertain && view.isExact ? 'certain' : 'suspect', evidence, n: region.n };
}

function aloneEvidence(one: Seen, all: readonly Seen[], ties: readonly Redundancy[]): Evidence | undefined {
  const { auc, best } = one;
  if (!(auc >= leastAloneAuc) || best === undefined) return undefined;
  const alike = new Set(
    ties
      .map(membersOf)
      .filter((members) => members.includes(one.name))
      .flat(),
  );
  const nextAuc = all.reduce(
    (next, other) => (other === one || alike.has(other.name) ? next : Math.max(next, other.auc)),
    0.5,
  );
  if (auc - nextAuc < leastGap) return undefined;
  return { grade: 'suspect', evidence: { type: 'alone', auc, nextAuc }, n: best.view.known.rows.length };
}

/** Columns tied to a suspect whose own entered values go with the outcome too, until no more are found. */
function addDerived(flagged: Map<string, Evidence>, all: readonly Seen[], ties: readonly Redundancy[]): void {
  for (let before = -1; before !== flagged.size; ) {
    before = flagged.size;
    for (const tie of ties)
      for (const name of membersOf(tie)) {
        if (flagged.has(name) || !membersOf(tie).some((other) => flagged.has(other))) continue;
        const one = all.find((seen) => seen.name === name);
        const found = one === undefined ? undefined : derivedEvidence(one);
        if (found !== undefined) flagged.set(name, found);
      }
  }
}

function derivedEvidence({ entered, best }: Seen): Evidence | undefined {
  if (entered === undefined || best === undefined) return undefined;
  const { rows, positives } = best.view.known;
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
  return regions.find(({ kind }) => kind === 'default' || kind === 'presence');
}

function rateOf({ n, positives }: Region, outcome: 0 | 1): number {
  return (outcome === 1 ? positives : n - positives) / n;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
