import { type DecisionForest, type ForestExplainer, forestScorer } from '@tend/kernels';
import type { Fitted, FittedManifest } from '../../estimator.ts';
import { applyLink, type Link } from '../../link.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { alignFeatures } from '../align-features.ts';
import { checkOutput } from '../check-output.ts';
import { checkRow } from '../check-row.ts';
import { outcomeOf } from '../outcome.ts';
import { decodeDecisionForest } from './decode-decision-forest.ts';
import { encodeDecisionForest } from './encode-decision-forest.ts';
import { explainForestRow } from './explain-forest-row.ts';
import { explainerOf } from './explainer-of.ts';
import { withKnownCategories } from './with-known-categories.ts';

/** A fitted family whose model is a forest: of one margin an output, which `link` makes the predictions of. */
export function fittedForest(manifest: FittedManifest, forest: DecisionForest, link: Link): Fitted {
  return openForest(manifest, encodeDecisionForest(forest), forest, link);
}

/** The same from stored weights; `MalformedModel` for anything `fittedForest` cannot have written. */
export function loadForest(manifest: FittedManifest, weights: Uint8Array, link: Link): Fitted {
  const forest = decodeDecisionForest(weights, manifest.features.length);
  if (forest.precision !== 'float64' || forest.linear !== undefined)
    throw new MalformedModel('forest weights', 'constant leaves and sums of float64', 'others');
  return openForest(manifest, weights.slice(), forest, link);
}

function openForest(manifest: FittedManifest, weights: Uint8Array, forest: DecisionForest, link: Link): Fitted {
  const { task, outputs } = outcomeOf(manifest);
  if (forest.outputCount !== outputs)
    throw new MalformedModel('forest weights, outputs', String(outputs), String(forest.outputCount));
  const explainer = knownExplainer(forest);
  const score = forestScorer(forest);
  return {
    manifest,
    weights,
    task,
    outputs,
    link,
    forest,
    predict(x) {
      const columns = alignFeatures(manifest.features, x);
      const { values } = withKnownCategories(manifest.features, columns, x);
      return applyLink(link, 1, score(values, x.rowCount, columns), outputs);
    },
    explain(x, row, output = 0) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(outputs, output);
      const known = withKnownCategories(manifest.features, columns, x, row, row + 1);
      return explainForestRow(explainer, known, row, columns, output);
    },
  };
}

function knownExplainer(forest: DecisionForest): ForestExplainer {
  const explainer = explainerOf(forest);
  if (explainer === undefined)
    throw new MalformedModel('forest weights', 'training rows in every leaf', 'a leaf without');
  return explainer;
}
