import { type DecisionForest, forestScorer } from '@tend/kernels';
import type { Explanation, Feature, FittedManifest } from '../estimator.ts';
import { alignFeatures } from '../estimators/align-features.ts';
import { checkRow } from '../estimators/check-row.ts';
import { encodeDecisionForest } from '../estimators/forest/encode-decision-forest.ts';
import { explainForestRow } from '../estimators/forest/explain-forest-row.ts';
import { explainerOf } from '../estimators/forest/explainer-of.ts';
import { InvalidData } from '../estimators/invalid-data.ts';
import { storedTask } from '../estimators/outcome.ts';
import { applyLink, type Link, outputCountOf } from '../link.ts';
import { importedTask } from './imported-task.ts';
import type { NumericMatrix } from './numeric-matrix.ts';
import type { ImportedTask } from './objective.ts';

/** A model that another library trained: native arrays, nothing of that library. */
export interface ImportedModel {
  readonly manifest: FittedManifest;
  readonly weights: Uint8Array;
  readonly task: ImportedTask;
  /** Predictions a row: classes, quantiles or targets; 1 for most. */
  readonly outputCount: number;
  /** Margins a row; differs from `outputCount` only where a prediction is the number of a class. */
  readonly marginCount: number;
  readonly link: Link;
  readonly linkScale: number;
  readonly forest: DecisionForest;
  /** What the library's own predict gives: rowCount x outputCount, row-major. A batch equals its single rows to the last bit. */
  predictAll(x: NumericMatrix): Float64Array;
  /** Before the link: rowCount x marginCount, row-major. */
  marginsAll(x: NumericMatrix): Float64Array;
  /**
   * Additive contributions to one margin of one row, in float64: they sum to the margin up to the precision of the forest.
   * InvalidData where the leaves are linear or their training weights unknown.
   */
  explainOutput(x: NumericMatrix, row: number, output: number): Explanation;
}

export interface ImportedParts {
  readonly source: 'lightgbm' | 'xgboost';
  readonly objective: string;
  readonly task: ImportedTask;
  readonly link: Link;
  readonly linkScale: number;
  readonly features: readonly Feature[];
  readonly forest: DecisionForest;
  readonly facts: FittedManifest['facts'];
}

/** The model of a forest that was just read from a foreign format. */
export function importedModel(parts: ImportedParts): ImportedModel {
  const { source, objective, link, linkScale, features, forest } = parts;
  const facts = { ...parts.facts, trees: forest.root.length, leaves: forest.leafValue.length };
  const parameters = { source, objective, link, linkScale };
  const stored = storedTask(importedTask(parts.task, forest.outputCount));
  const manifest: FittedManifest = { estimator: 'imported', parameters, features, facts, ...stored };
  return openImported(manifest, encodeDecisionForest(forest), forest, parts);
}

/** The model of a manifest and weights that belong together. */
export function openImported(
  manifest: FittedManifest,
  weights: Uint8Array,
  forest: DecisionForest,
  { task, link, linkScale }: Pick<ImportedParts, 'task' | 'link' | 'linkScale'>,
): ImportedModel {
  const marginCount = forest.outputCount;
  const score = forestScorer(forest);
  const marginsAll = (x: NumericMatrix): Float64Array =>
    score(x.values, x.rowCount, alignFeatures(manifest.features, x));
  return {
    manifest,
    weights,
    task,
    outputCount: outputCountOf(link, marginCount),
    marginCount,
    link,
    linkScale,
    forest,
    marginsAll,
    predictAll: (x) => applyLink(link, linkScale, marginsAll(x), marginCount),
    explainOutput(x, row, output) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      const explainer = explainerOf(forest);
      if (explainer === undefined) throw new InvalidData('model', 'constant leaves of known training weight', 'others');
      if (!Number.isInteger(output) || output < 0 || output >= marginCount)
        throw new InvalidData('output', `0 to ${marginCount - 1}`, String(output));
      return explainForestRow(explainer, x, row, columns, output);
    },
  };
}
