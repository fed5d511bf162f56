import type { ForestExplainer, ForestValues } from '@tend/kernels';
import type { Explanation, Feature } from '../../estimator.ts';

/** The explanation of one row; `columns` has the column of `x` of each feature of the forest. */
export function explainForestRow(
  explainer: ForestExplainer,
  x: { readonly rowCount: number; readonly features: readonly Feature[]; readonly values: ForestValues },
  row: number,
  columns: Int32Array,
  output: number,
): Explanation {
  const values = new Float64Array(columns.length);
  for (const [f, column] of columns.entries()) values[f] = x.values[column * x.rowCount + row] as number;
  const own = explainer.explain(values, 1, Int32Array.from(columns.keys()), output);
  const contributions = new Float64Array(x.features.length);
  for (const [f, column] of columns.entries()) contributions[column] = own.contributions[f] as number;
  return { base: explainer.expected[output] as number, contributions, margin: own.margins[0] as number };
}
