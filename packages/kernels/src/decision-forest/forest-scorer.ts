import { compiledScorer, type ForestScorer } from './compiled-scorer.ts';
import type { Forest } from './forest.ts';
import { forestMargins } from './forest-margins.ts';

/**
 * Scores rows with a forest as `forestMargins` does, to the last bit: its tables are made at the first call, for the
 * compiled kernels where those can run.
 */
export function forestScorer(forest: Forest): ForestScorer {
  let scorer: ForestScorer | undefined;
  return (values, rowCount, columnOf) => {
    scorer ??= compiledScorer(forest) ?? ((v, n, c) => forestMargins(forest, v, n, c));
    return scorer(values, rowCount, columnOf);
  };
}
