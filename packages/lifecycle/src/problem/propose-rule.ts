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
  const y = Int8Array.from(rows, (row) => outcomes[row] ?? 0);
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
  for (const [i, row] of rows.entries()) {
    const code = column.codes[row] ?? -1;
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
  if (column.kind === 'boolean')
    return [true, false].map((value) => countRule(column, rows, y, `${label} == ${value}`, (v) => (v === 1) === value));
  const sorted = sortedPresent(Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN));
  if (sorted.length === 0) return [];
  const cuts = new Set(Array.from({ length: 9 }, (_, i) => quantile(sorted, (i + 1) / 10)));
  return [...cuts].flatMap((cut) => [
    countRule(column, rows, y, `${label} >= ${cut}`, (value) => value >= cut),
    countRule(column, rows, y, `${label} < ${cut}`, (value) => value < cut),
  ]);
}

function countRule(
  { values }: NumericColumn,
  rows: Int32Array,
  y: Int8Array,
  expression: string,
  acts: (value: number) => boolean,
): Candidate {
  let caught = 0;
  let needless = 0;
  for (const [i, row] of rows.entries()) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(value) || !acts(value)) continue;
    if (y[i] === 1) caught++;
    else needless++;
  }
  return { expression, caught, needless };
}
