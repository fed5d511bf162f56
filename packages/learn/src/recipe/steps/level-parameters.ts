import type { ParameterConstraint } from '../../parameters.ts';
import { canonicalOrder } from '../canonical-order.ts';
import { countLevels } from '../level-counts.ts';
import type { TrainingColumn } from '../working-column.ts';

/** A level seen less often in training counts with the rare ones. */
export const minCount: Extract<ParameterConstraint, { readonly min: number }> & { readonly type: 'integer' } = {
  type: 'integer',
  default: 1,
  min: 1,
  max: 2 ** 31,
  description: 'A level seen on fewer training rows counts with the rare ones.',
};

export interface KeptLevels {
  /** The frequent levels, the most frequent first, equally frequent ones in canonical order. */
  readonly levels: readonly string[];
  /** Whether training had rarer ones. */
  readonly hasOther: boolean;
  readonly hasMissing: boolean;
}

/** The levels of a text column that occur often enough, at most so many. */
export function keptLevels(column: TrainingColumn | undefined, least: number, maxLevels: number): KeptLevels {
  if (column?.kind !== 'text') return { levels: [], hasOther: false, hasMissing: false };
  const { counts, missing } = countLevels(column);
  const threshold = Math.max(least, countOfPlace(counts, maxLevels));
  const kept: { readonly level: string; readonly count: number }[] = [];
  let distinct = 0;
  for (let code = 0; code < counts.length; code++) {
    const count = counts[code] as number;
    if (count > 0) distinct++;
    if (count >= threshold) kept.push({ level: column.dictionary[code] as string, count });
  }
  kept.sort((a, b) => b.count - a.count || canonicalOrder(a.level, b.level));
  const levels = kept.slice(0, maxLevels).map(({ level }) => level);
  return { levels, hasOther: levels.length < distinct, hasMissing: missing > 0 };
}

/** The count of the level at this place in order of frequency, from 1; at least 1. Fewer levels need an order where it is known. */
function countOfPlace(counts: Int32Array, place: number): number {
  if (counts.length <= place) return 1;
  return Math.max(1, counts.toSorted()[counts.length - place] as number);
}
