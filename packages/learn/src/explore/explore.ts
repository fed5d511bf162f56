import type { Missingness } from '../missingness/find-missingness.ts';
import type { RowPatterns } from '../row-patterns/find-row-patterns.ts';
import type { TextBehaviour } from '../text-columns/find-text-columns.ts';
import type { TimeBehaviour } from '../time-behaviour/find-time-behaviour.ts';
import type { ColumnProfiles, ExplorationInput, ExplorationParts } from './exploration-parts.ts';
import { exploreParts } from './explore-parts.ts';
import type { TargetExploration } from './explore-target.ts';
import { claimBytes } from './part-claims.ts';

/** What the training rows say about the columns and the target: aggregates, and values of single rows in `sketches` alone. */
export interface Exploration extends TargetExploration, ColumnProfiles {
  readonly rowCount: number;
  readonly missingness: Missingness;
  readonly rowPatterns: RowPatterns;
  /** By the named column of times, or one that was found. */
  readonly timeBehaviour?: TimeBehaviour;
  readonly texts: readonly TextBehaviour[];
}

/** Explores some rows of a table in the calling thread. RangeError for an unknown column. */
export function explore(input: ExplorationInput): Exploration {
  return joinParts(input, exploreParts(input, new ArrayBuffer(claimBytes), 'first'));
}

/** The exploration of parts, wherever they were computed. RangeError where one is absent. */
export function joinParts({ rows }: ExplorationInput, parts: Partial<ExplorationParts>): Exploration {
  const { relations, profiles, texts, timeBehaviour, missingness, rowPatterns } = parts;
  if (!relations || !profiles || !texts || !missingness || !rowPatterns)
    throw new RangeError(`parts of an exploration: expected all, came ${Object.keys(parts).join(', ')}`);
  const { known, positives, time, ...ofTarget } = relations;
  return {
    rowCount: rows.length,
    known,
    ...(positives === undefined ? {} : { positives }),
    ...profiles,
    ...ofTarget,
    ...(time === undefined ? {} : { time }),
    missingness,
    rowPatterns,
    ...(timeBehaviour === undefined ? {} : { timeBehaviour }),
    texts,
  };
}
