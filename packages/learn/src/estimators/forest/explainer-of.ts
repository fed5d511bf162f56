import { type DecisionForest, type ForestExplainer, forestExplainer } from '@tend/kernels';

const explainers = new WeakMap<DecisionForest, ForestExplainer | null>();

/**
 * The explainer of a forest, made once: its tables are kept as long as the forest. Undefined where path-dependent
 * explanations do not exist: leaves that are linear, or that no training weight is known of.
 */
export function explainerOf(forest: DecisionForest): ForestExplainer | undefined {
  let explainer = explainers.get(forest);
  if (explainer === undefined) {
    explainer = forestExplainer(forest) ?? null;
    explainers.set(forest, explainer);
  }
  return explainer ?? undefined;
}
