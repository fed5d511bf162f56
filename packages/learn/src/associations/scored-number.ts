import { type RankedColumn, rankScores, standardScores } from '@tend/kernels';
import type { DenseNumber } from './dense-column.ts';
import type { MissingRows } from './missing-rows.ts';

/**
 * Standard scores and mid-ranks of a number among the rows that are left without `absent`, which hold all that it misses;
 * undefined where it does not vary in them.
 */
export function scoredNumber(
  { codes, counts, distinct, missing }: DenseNumber,
  absent: MissingRows,
): RankedColumn | undefined {
  const left = absent.length === missing ? counts : countsWithout(codes, counts, absent);
  const values = standardScores(distinct, left);
  const ranks = rankScores(left);
  return values === undefined || ranks === undefined ? undefined : { codes, values, ranks };
}

function countsWithout(codes: Int32Array, counts: Int32Array, absent: MissingRows): Int32Array {
  // The last place takes the rows that miss the number anyway.
  const left = new Int32Array(counts.length + 1);
  left.set(counts);
  for (let i = 0; i < absent.length; i++) {
    const code = codes[absent[i] as number] as number;
    left[code] = (left[code] as number) - 1;
  }
  return left.subarray(0, counts.length);
}
