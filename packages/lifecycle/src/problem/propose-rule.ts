import { quantile, sortedPresent } from '@tend/kernels';
import { formatShare } from '@tend/protocol/number-format';
import { columnOf, type NumericColumn, type Table, type TextColumn } from '@tend/table';
import { nameInExpression } from './aliases.ts';
import { quote } from './propose-target.ts';

export interface ProposedRule {
  readonly expression: string;
  readonly reason: string;
}

interface Candidate {
  readonly expression: string;
  readonly caught: number;
  readonly needless: number;
}

const leastRows = 10;

/**
 * The best rule of thumb on one column of the training rows, by Youden's J (share of positives caught minus share of
 * negatives acted on): a set of levels or one threshold. Nothing where none beats chance by a tenth.
 */
export function proposeRule(
  table: Table,
  rows: Int32Array,
  outcomes: Int8Array,
  columns: readonly string[],
  aliases: Readonly<Record<string, string>>,
): ProposedRule | undefined {
  const y = new Int8Array(rows.length);
  for (let i = 0; i < rows.length; i++) y[i] = outcomes[rows[i] ?? 0] ?? 0;
  const positives = y.reduce((sum, value) => sum + value, 0);
  const negatives = y.length - positives;
  const youden = ({ caught, needless }: Candidate): number =>
    caught / Math.max(1, positives) - needless / Math.max(1, negatives);
  let best: Candidate | undefined;
  for (const name of columns) {
    const column = columnOf(table, name);
    const label = nameInExpression(name, aliases);
    if (column.kind === 'date' || column.kind === 'instant') continue;
    const candidates =
      column.kind === 'text' ? levelRules(column, rows, y, label) : thresholdRules(column, rows, y, label);
    for (const candidate of candidates) if (!best || youden(candidate) > youden(best)) best = candidate;
  }
  if (!best || youden(best) < 0.1) return undefined;
  const acts = (best.caught + best.needless) / y.length;
  return {
    expression: best.expression,
    reason: `catches ${formatShare(best.caught / positives)} of the positives by acting on ${formatShare(acts)} of the training rows`,
  };
}

/** Levels whose training rate lies above the base rate, for columns with few levels. */
function levelRules(column: TextColumn, rows: Int32Array, y: Int8Array, label: string): readonly Candidate[] {
  const n = new Float64Array(column.dictionary.length);
  const hits = new Float64Array(column.dictionary.length);
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[rows[i] ?? 0] ?? -1;
    if (code < 0) continue;
    n[code] = (n[code] ?? 0) + 1;
    hits[code] = (hits[code] ?? 0) + (y[i] ?? 0);
  }
  const base = y.reduce((sum, value) => sum + value, 0) / y.length;
  const chosen = [...column.dictionary.keys()].filter(
    (code) => (n[code] ?? 0) >= leastRows && (hits[code] ?? 0) / (n[code] ?? 1) > base,
  );
  if (chosen.length === 0 || chosen.length > 6) return [];
  const caught = chosen.reduce((sum, code) => sum + (hits[code] ?? 0), 0);
  const all = chosen.reduce((sum, code) => sum + (n[code] ?? 0), 0);
  const levels = chosen.map((code) => quote(column.dictionary[code] ?? ''));
  const expression = levels.length === 1 ? `${label} == ${levels[0]}` : `${label} in [${levels.join(', ')}]`;
  return [{ expression, caught, needless: all - caught }];
}

function thresholdRules(column: NumericColumn, rows: Int32Array, y: Int8Array, label: string): readonly Candidate[] {
  if (column.kind === 'boolean') return truthRules(column, rows, y, label);
  const values = valuesAt(column.values, rows);
  const sorted = sortedPresent(values);
  if (sorted.length === 0) return [];
  const cuts = [...new Set(Array.from({ length: 9 }, (_, i) => quantile(sorted, (i + 1) / 10)))];
  const { positives, negatives } = countBetween(values, y, cuts);
  return cuts.flatMap((cut, i) => [
    { expression: `${label} >= ${cut}`, caught: total(positives, i + 1), needless: total(negatives, i + 1) },
    { expression: `${label} < ${cut}`, caught: total(positives, 0, i + 1), needless: total(negatives, 0, i + 1) },
  ]);
}

/** Positives and negatives below the first of the ascending cuts, from each cut up to the next, and from the last on. */
function countBetween(
  values: Float64Array,
  y: Int8Array,
  cuts: readonly number[],
): { readonly positives: Int32Array; readonly negatives: Int32Array } {
  const positives = new Int32Array(cuts.length + 1);
  const negatives = new Int32Array(cuts.length + 1);
  const ends = Float64Array.from(cuts);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    let place = 0;
    while (place < ends.length && value >= (ends[place] as number)) place++;
    const counts = y[i] === 1 ? positives : negatives;
    counts[place] = (counts[place] as number) + 1;
  }
  return { positives, negatives };
}

function total(counts: Int32Array, from: number, to: number = counts.length): number {
  let sum = 0;
  for (let place = from; place < to; place++) sum += counts[place] ?? 0;
  return sum;
}

function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i] as number] ?? Number.NaN;
  return taken;
}

function truthRules(column: NumericColumn, rows: Int32Array, y: Int8Array, label: string): readonly Candidate[] {
  const values = valuesAt(column.values, rows);
  // Below the cut between them stand the rows that are false.
  const { positives, negatives } = countBetween(values, y, [0.5]);
  return [1, 0].map((place) => ({
    expression: `${label} == ${place === 1}`,
    caught: positives[place] ?? 0,
    needless: negatives[place] ?? 0,
  }));
}
