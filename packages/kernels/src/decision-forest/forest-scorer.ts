import { type CompiledScorer, compiledScorer } from './compiled-scorer.ts';
import type { DecisionForest } from './decision-forest.ts';
import { decisionForestMargins, type ForestValues } from './decision-forest-margins.ts';

/** Margins of rows, as `decisionForestMargins` gives them. */
export type ForestScorer = (values: ForestValues, rowCount: number, columnOf: Int32Array) => Float64Array;

/**
 * Scores rows with a forest as `decisionForestMargins` does, to the last bit: float32 values by the compiled kernels where
 * those can, whose tables are made at the first call.
 */
export function forestScorer(forest: DecisionForest): ForestScorer {
  let compiled: CompiledScorer | null | undefined;
  return (values, rowCount, columnOf) => {
    if (values instanceof Float64Array) return decisionForestMargins(forest, values, rowCount, columnOf);
    if (compiled === undefined) compiled = compiledScorer(forest) ?? null;
    return compiled?.(values, rowCount, columnOf) ?? decisionForestMargins(forest, values, rowCount, columnOf);
  };
}
