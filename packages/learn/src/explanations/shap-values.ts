import {
  type DecisionForest,
  type ForestExplainer,
  type InterventionalExplainer,
  interventionalExplainer,
} from '@tend/kernels';
import type { FeatureMatrix, Fitted } from '../estimator.ts';
import { alignFeatures } from '../estimators/align-features.ts';
import { checkOutput } from '../estimators/check-output.ts';
import { explainerOf } from '../estimators/forest/explainer-of.ts';
import { InvalidData } from '../estimators/invalid-data.ts';
import type { NumericMatrix } from '../interchange/numeric-matrix.ts';
import { additiveModel, type ExplainedModel } from './explained-model.ts';

/** Explanations of one output of rows: `base` and a row's contributions sum to its margin. */
export interface ShapValues {
  /** The margin that is expected where no feature is known. */
  readonly base: number;
  /** contributions[row * x.features.length + f], in the order of `x.features`; 0 for columns that the model does not know. */
  readonly contributions: Float64Array;
  /** One a row, in float64: what the model's link makes predictions of. */
  readonly margins: Float64Array;
}

export interface ShapOptions {
  /** The margin that is explained; 0 where not said. */
  readonly output?: number;
  /**
   * Rows that unknown features take their values from (interventional Shapley values; 100 to 1000 are usual). Without them
   * trees average by the training rows of their leaves (path-dependent), and linear models by the training means.
   */
  readonly background?: NumericMatrix;
}

/**
 * Exact Shapley values of the margins of rows. Trees: Lundberg et al. 2018 and 2020; linear families: coefficient times
 * distance from the mean. What is computed once for a model, or for a model and a background, is kept with them.
 * `InvalidData` where there are none: trees of linear leaves or (without a background) of unknown training weights, a
 * background without rows.
 */
export function shapValues(model: ExplainedModel, x: NumericMatrix, options: ShapOptions = {}): ShapValues {
  const { output = 0, background } = options;
  if (background?.rowCount === 0) throw new InvalidData('background', 'at least one row', 'none');
  const additive = additiveModel(model);
  if (additive) return explainRowByRow(additive, x, output, background);
  checkOutput(model.forest?.outputCount ?? 0, output);
  const columnOf = alignFeatures(model.manifest.features, x);
  const { values, rowCount } = x;
  if (background !== undefined) {
    const explainer = againstBackground(model, background);
    const own = explainer.explain({ values, rowCount, columnOf }, output);
    return {
      base: explainer.base(output),
      contributions: spread(own.contributions, columnOf, x),
      margins: own.margins,
    };
  }
  const { explainer } = pathDependent(model);
  const own = explainer.explain(values, rowCount, columnOf, output);
  const base = explainer.expected[output] as number;
  return { base, contributions: spread(own.contributions, columnOf, x), margins: own.margins };
}

/** The trees of a model and their path-dependent explainer; `InvalidData` where there is none. */
export function pathDependent({ forest }: ExplainedModel): { forest: DecisionForest; explainer: ForestExplainer } {
  const explainer = forest && explainerOf(forest);
  if (forest === undefined || explainer === undefined)
    throw new InvalidData('model', 'trees of constant leaves whose training weights are known', 'others');
  return { forest, explainer };
}

const interventional = new WeakMap<ExplainedModel, WeakMap<NumericMatrix, InterventionalExplainer>>();

function againstBackground(model: ExplainedModel, background: NumericMatrix): InterventionalExplainer {
  const known = interventional.get(model) ?? new WeakMap<NumericMatrix, InterventionalExplainer>();
  interventional.set(model, known);
  let explainer = known.get(background);
  if (explainer === undefined && model.forest !== undefined) {
    const { values, rowCount } = background;
    const columnOf = alignFeatures(model.manifest.features, background);
    explainer = interventionalExplainer(model.forest, { values, rowCount, columnOf });
    if (explainer !== undefined) known.set(background, explainer);
  }
  if (explainer === undefined) throw new InvalidData('model', 'trees of constant leaves', 'linear leaves');
  return explainer;
}

/** From the order of the forest's features to that of the columns of `x`. */
function spread(own: Float64Array, columnOf: Int32Array, { rowCount, features }: NumericMatrix): Float64Array {
  const width = features.length;
  if (width === columnOf.length && columnOf.every((column, f) => column === f)) return own;
  const contributions = new Float64Array(rowCount * width);
  for (let row = 0; row < rowCount; row++)
    for (let f = 0; f < columnOf.length; f++)
      contributions[row * width + (columnOf[f] as number)] = own[row * columnOf.length + f] as number;
  return contributions;
}

function explainRowByRow(
  fitted: Fitted,
  given: NumericMatrix,
  output: number,
  background: NumericMatrix | undefined,
): ShapValues {
  checkOutput(fitted.outputs, output);
  const x = singlePrecision(given);
  const width = x.features.length;
  const means = new Float64Array(width);
  if (background !== undefined) {
    // A sum over features: its mean over the background is taken term by term.
    const rows = explainRowByRow(fitted, background, output, undefined);
    const columns = alignFeatures(fitted.manifest.features, background);
    const places = alignFeatures(fitted.manifest.features, x);
    for (const [f, column] of columns.entries()) {
      let sum = 0;
      for (let row = 0; row < background.rowCount; row++)
        sum += rows.contributions[row * background.features.length + column] as number;
      means[places[f] as number] = sum / background.rowCount;
    }
  }
  const contributions = new Float64Array(x.rowCount * width);
  const margins = new Float64Array(x.rowCount);
  let base = Number.NaN;
  for (let row = 0; row < x.rowCount; row++) {
    const own = fitted.explain(x, row, output);
    base = own.base;
    margins[row] = own.margin;
    for (let f = 0; f < width; f++)
      contributions[row * width + f] = (own.contributions[f] as number) - (means[f] as number);
  }
  return { base: base + means.reduce((sum, mean) => sum + mean, 0), contributions, margins };
}

/** Families other than trees read float32. */
function singlePrecision({ rowCount, features, values }: NumericMatrix): FeatureMatrix {
  return { rowCount, features, values: values instanceof Float32Array ? values : Float32Array.from(values) };
}
