import { normalQuantile } from '@tend/kernels';
import { type Column, columnOf, type Table } from '@tend/table';
import { valuesAt } from '../recipe/values-at.ts';
import type { Redundancy } from './find-redundancies.ts';
import { jointSkill } from './joint-skill.ts';
import type { Evidence } from './leak-suspect.ts';
import type { LeakTarget } from './leak-target.ts';
import { membersOf } from './members-of.ts';
import { guessLosses, type Skill, singleSkill, skillRows } from './single-skill.ts';

/** So many other columns must each tell something: against one or two, an honest column easily wins. */
const leastInformative = 5;
/** A column that explains less is no danger, however little the others explain. */
const leastSkill = 0.1;
/** Few values, or a calendar, are known from elsewhere; what is written down afterwards is measured. */
const leastDistinct = 50;
/** Copies of the column say what it says. */
const copyCorrelation = 0.9995;
const mostFound = 3;
const leastLost = 0.4;

/**
 * Measured numbers without which the others, at least five of which tell something, explain far less: boosted trees with and
 * without the best such number are compared on held-out rows, and it is suspected where more than two fifths of what all
 * explain is lost, by the paired losses of the rows (95%, one-sided, Bonferroni over the up to three that are tried). What is
 * found is left out and the next one is tried. An honest column may be that strong: only a person can say.
 */
export function findStrongest(
  table: Table,
  rows: Int32Array,
  target: LeakTarget,
  columns: readonly string[],
  ties: readonly Redundancy[],
): ReadonlyMap<string, Evidence> {
  const sample = skillRows(target, rows);
  const guess = guessLosses(target, sample);
  const skills = new Map(columns.map((name) => [name, singleSkill(columnOf(table, name), target, sample)]));
  const measured = new Set(columns.filter((name) => isMeasured(columnOf(table, name), sample)));
  const found = new Map<string, Evidence>();
  let first: Skill | undefined;
  for (let left = columns; found.size < mostFound; left = left.filter((name) => !found.has(name))) {
    const name = strongestOf(
      left.filter((one) => measured.has(one)),
      skills,
    );
    if (name === undefined) break;
    const copies = copiesOf(name, ties);
    const others = left.filter((other) => other !== name && !copies.has(other));
    if (others.filter((other) => (skills.get(other)?.low ?? 0) > 0).length < leastInformative) break;
    const whole = jointSkill(table, [...others, name], target, sample);
    const without = jointSkill(table, others, target, sample);
    if (whole === undefined || without === undefined) break;
    first ??= whole;
    if (!carriesMost(whole, without, first, guess)) break;
    const evidence = {
      type: 'strongest',
      measure: target.type === 'number' ? 'variance' : 'entropy',
      skill: whole.value,
      skillWithout: without.value,
      others: others.length,
    } as const;
    for (const one of [name, ...left.filter((other) => copies.has(other))])
      found.set(one, { grade: 'suspect', evidence, n: sample.length });
  }
  return found;
}

function strongestOf(names: readonly string[], skills: ReadonlyMap<string, Skill>): string | undefined {
  let best: string | undefined;
  for (const name of names) {
    const value = skills.get(name)?.value ?? 0;
    if (value >= leastSkill && value > (skills.get(best ?? '')?.value ?? 0)) best = name;
  }
  return best;
}

function isMeasured(column: Column, sample: Int32Array): boolean {
  if (column.kind !== 'number' && column.kind !== 'integer') return false;
  return new Set(valuesAt(column, sample)).size > leastDistinct;
}

function copiesOf(name: string, ties: readonly Redundancy[]): ReadonlySet<string> {
  const alike = ties.filter(
    (tie) =>
      membersOf(tie).includes(name) &&
      ((tie.type === 'correlates' && Math.abs(tie.correlation) >= copyCorrelation) ||
        (tie.type === 'determines' && tie.isMutual)),
  );
  return new Set(alike.flatMap(membersOf).filter((other) => other !== name));
}

/** What is lost without the column is more than two fifths of what all explained at first, beyond the interval. */
function carriesMost(whole: Skill, without: Skill, first: Skill, guess: Float64Array): boolean {
  const n = guess.length;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const lost = (without.losses[i] ?? 0) - (whole.losses[i] ?? 0);
    const beyond = lost - leastLost * ((guess[i] ?? 0) - (first.losses[i] ?? 0));
    sum += beyond;
    squares += beyond * beyond;
  }
  const error = Math.sqrt(Math.max(0, squares - (sum * sum) / n) / (n - 1) / n);
  return sum / n > normalQuantile(1 - 0.05 / mostFound) * error;
}
