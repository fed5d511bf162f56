import type { Column } from '@tend/table';
import { evenSample } from './even-sample.ts';
import { type CodedOutcomes, determinedBy } from './function-evidence.ts';
import type { Evidence, LeakEvidence } from './leak-suspect.ts';

/** A column with more values has too many pairs with any other. */
const mostValues = 50;
const sampleRows = 2000;

/**
 * Pairs of columns of few values which together give the outcome although neither does alone, on all rows (certain) or with
 * hardly an exception (suspect). A sample of 2,000 rows rules most pairs out.
 */
export function findPairs(columns: readonly Column[], outcomes: CodedOutcomes): ReadonlyMap<string, Evidence> {
  const places = evenSample(Int32Array.from(outcomes.rows.keys()), sampleRows);
  const sample: CodedOutcomes = {
    rows: places.map((i) => outcomes.rows[i] ?? 0),
    codes: places.map((i) => outcomes.codes[i] ?? 0),
  };
  const few = columns.flatMap((column) => coded(column, sample.rows));
  const found = new Map<string, Evidence>();
  for (const [i, a] of few.entries())
    for (const b of few.slice(i + 1)) {
      const both = (row: number): number => a.codeOf(row) * (mostValues + 1) + b.codeOf(row);
      if (determinedBy(both, sample) === undefined) continue;
      const whole = determinedBy(both, outcomes);
      if (whole === undefined) continue;
      for (const [one, partner] of [
        [a.name, b.name],
        [b.name, a.name],
      ] as const) {
        if (found.get(one)?.grade === 'certain') continue;
        const { share, levels, isCertain } = whole;
        const evidence: LeakEvidence = { type: 'pair', partner, share, levels };
        found.set(one, { grade: isCertain ? 'certain' : 'suspect', evidence, n: outcomes.rows.length });
      }
    }
  return found;
}

interface FewValues {
  readonly name: string;
  readonly codeOf: (row: number) => number;
}

/** The column with its values as numbers from 0, where a sample has at most 50 of them; a value it lacks is one more. */
function coded(column: Column, sample: Int32Array): readonly FewValues[] {
  const readValue = (row: number): number => (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? -1;
  const indexOf = new Map<number, number>();
  for (const row of sample) {
    const value = readValue(row);
    if (indexOf.has(value)) continue;
    if (indexOf.size === mostValues) return [];
    indexOf.set(value, indexOf.size);
  }
  if (indexOf.size < 2) return [];
  return [{ name: column.name, codeOf: (row) => indexOf.get(readValue(row)) ?? mostValues }];
}
