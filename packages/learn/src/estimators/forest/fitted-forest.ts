import {
  type DecisionForest,
  decisionForestCovers,
  decisionForestShap,
  type ForestCovers,
  forestScorer,
} from '@tend/kernels';
import type { Fitted, FittedManifest } from '../../estimator.ts';
import { applyLink, type Link } from '../../link.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { alignFeatures } from '../align-features.ts';
import { checkOutput } from '../check-output.ts';
import { checkRow } from '../check-row.ts';
import { outcomeOf } from '../outcome.ts';
import { decodeDecisionForest } from './decode-decision-forest.ts';
import { encodeDecisionForest } from './encode-decision-forest.ts';

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
  const covers = knownCovers(forest);
  const score = forestScorer(forest);
  return {
    manifest,
    weights,
    task,
    outputs,
    link,
    predict: (x) => applyLink(link, 1, score(x.values, x.rowCount, alignFeatures(manifest.features, x)), outputs),
    explain(x, row, output = 0) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(outputs, output);
      const values = Float32Array.from(columns, (column) => x.values[column * x.rowCount + row] as number);
      const own = decisionForestShap(forest, covers, values, output);
      const contributions = new Float64Array(x.features.length);
      for (const [f, column] of columns.entries()) contributions[column] = own[f] as number;
      const margins = score(values, 1, Int32Array.from(columns.keys()));
      return { base: covers.expected[output] as number, contributions, margin: margins[output] as number };
    },
  };
}

function knownCovers(forest: DecisionForest): ForestCovers {
  const covers = decisionForestCovers(forest);
  if (covers === undefined) throw new MalformedModel('forest weights', 'training rows in every leaf', 'a leaf without');
  return covers;
}
