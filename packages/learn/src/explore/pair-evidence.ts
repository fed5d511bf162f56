import type { DenseColumn } from '../associations/dense-column.ts';
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
export function findPairs(columns: readonly DenseColumn[], outcomes: CodedOutcomes): ReadonlyMap<string, Evidence> {
  const places = evenSample(Int32Array.from(outcomes.rows.keys()), sampleRows);
  const sample = { rows: placesAt(outcomes.rows, places), codes: placesAt(outcomes.codes, places) };
  const few = columns.flatMap((column) => fewValues(column, places));
  const found = new Map<string, Evidence>();
  for (const [i, a] of few.entries())
    for (const b of few.slice(i + 1)) {
      const codeCount = (mostValues + 1) * (mostValues + 1);
      const both = (x: Int32Array, y: Int32Array): Int32Array =>
        x.map((code, k) => code * (mostValues + 1) + (y[k] ?? 0));
      if (determinedBy(both(a.sampled, b.sampled), codeCount, sample) === undefined) continue;
      const whole = determinedBy(both(a.codes(), b.codes()), codeCount, outcomes);
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
  /** In the sample, and in all rows: from 0 to 49, a value that the sample lacks has the code 50. */
  readonly sampled: Int32Array;
  readonly codes: () => Int32Array;
}

/** The column with its values as codes from 0, where a sample has at most 50 of them. */
function fewValues({ name, codes, counts }: DenseColumn, places: Int32Array): readonly FewValues[] {
  const indexOf = new Int32Array(counts.length + 1).fill(mostValues);
  let size = 0;
  for (const place of places) {
    const code = codes[place] as number;
    if (indexOf[code] !== mostValues) continue;
    if (size === mostValues) return [];
    indexOf[code] = size++;
  }
  if (size < 2) return [];
  const all = (): Int32Array => codes.map((code) => indexOf[code] as number);
  return [{ name, sampled: placesAt(codes, places).map((code) => indexOf[code] as number), codes: all }];
}

function placesAt(values: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => values[place] as number);
}
