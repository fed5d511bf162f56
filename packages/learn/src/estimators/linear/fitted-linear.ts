import { addColumns } from '@tend/kernels';
import type { FeatureMatrix, Fitted, FittedManifest } from '../../estimator.ts';
import { alignFeatures } from '../align-features.ts';
import { checkFinite } from '../check-finite.ts';
import { checkOutput } from '../check-output.ts';
import { checkRow } from '../check-row.ts';
import { outcomeOf } from '../outcome.ts';
import type { LinearModel } from './linear-model.ts';

/** A fitted linear model; `answer` makes predictions (row-major) of margins, one array an output. */
export function fittedLinear(
  manifest: FittedManifest,
  weights: Uint8Array,
  model: LinearModel,
  answer: (margins: readonly Float64Array[]) => Float64Array,
): Fitted {
  const { task, outputs, link } = outcomeOf(manifest);
  const p = manifest.features.length;
  const coefficientsOf = (output: number): Float64Array => model.coefficients.subarray(output * p, (output + 1) * p);
  const marginsOf = (
    x: FeatureMatrix,
    columns: Int32Array,
    output: number,
    start: number,
    rowCount: number,
  ): Float64Array => {
    const margins = new Float64Array(rowCount).fill(model.intercepts[output] as number);
    addColumns(x.values, (f) => (columns[f] as number) * x.rowCount + start, coefficientsOf(output), margins);
    return margins;
  };
  return {
    manifest,
    weights,
    task,
    outputs,
    link,
    predict(x) {
      const columns = alignFeatures(manifest.features, x);
      checkFinite(x, columns, 0, x.rowCount);
      return answer(Array.from({ length: outputs }, (_, output) => marginsOf(x, columns, output, 0, x.rowCount)));
    },
    explain(x, row, output = 0) {
      const columns = alignFeatures(manifest.features, x);
      checkRow(x, row);
      checkOutput(outputs, output);
      checkFinite(x, columns, row, row + 1);
      const contributions = new Float64Array(x.features.length);
      const coefficients = coefficientsOf(output);
      let base = model.intercepts[output] as number;
      for (const [f, column] of columns.entries()) {
        const coefficient = coefficients[f] as number;
        const mean = model.means[f] as number;
        base += coefficient * mean;
        contributions[column] = coefficient * ((x.values[column * x.rowCount + row] as number) - mean);
      }
      const [margin = Number.NaN] = marginsOf(x, columns, output, row, 1);
      return { base, contributions, margin };
    },
  };
}
