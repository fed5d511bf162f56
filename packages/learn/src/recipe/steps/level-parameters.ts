import type { ParameterConstraint } from '../../parameters.ts';
import { levelCounts } from '../level-counts.ts';
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
  const counted = levelCounts(column);
  const kept = counted.levels.filter(({ count }) => count >= least).slice(0, maxLevels);
  const levels = kept.map(({ level }) => level);
  return { levels, hasOther: levels.length < counted.levels.length, hasMissing: counted.missing > 0 };
}
