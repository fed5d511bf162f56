import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import type { ForestValues } from '../decision-forest/decision-forest-margins.ts';
import { forestCovers } from './forest-covers.ts';
import { type ShapGroup, shapGroup, shapRows, stagePlace } from './shap-group.ts';
import { type ShapTree, shapTableBytes, shapTree } from './shap-tables.ts';

/** Explanations of the margins of rows by a forest: `expected[output]` and a row's contributions sum to its margin. */
export interface ForestExplainer {
  /** The mean margin of each output over the training rows. */
  readonly expected: Float64Array;
  /**
   * Explains one output of rows of column-major values; the forest's feature f is column `columnOf[f]`. A batch equals its
   * single rows to the last bit. Throws where contributions do not sum to the margin (to 1e-9 of the leaves' scale).
   */
  explain(values: ForestValues, rowCount: number, columnOf: Int32Array, output: number): ForestExplanations;
}

export interface ForestExplanations {
  /** contributions[row * featureCount + f] */
  readonly contributions: Float64Array;
  /** Margins in float64, one a row. */
  readonly margins: Float64Array;
}

/** Tables of about this many bytes are kept; those of a larger forest are made group by group for each batch anew. */
const groupBytes = 2 ** 27;

/**
 * Exact path-dependent Shapley values of a forest (Lundberg et al. 2018) in time linear in its splits, by Gauss-Legendre
 * quadrature of the multilinear extension (Owen 1972). Undefined where they do not exist: leaves that are linear, or that no
 * training weight is known of. Tables are made at the first use of an output; `isCompiled` false leaves the compiled kernel
 * out, for the same bits.
 */
export function forestExplainer(forest: DecisionForest, isCompiled = true): ForestExplainer | undefined {
  const covers = forestCovers(forest);
  if (covers === undefined) return undefined;
  const scales = marginScales(forest);
  const place = (trees: readonly ShapTree[]): ShapGroup => shapGroup(forest, covers.shareLeft, trees, isCompiled);
  const groupsOf = new Map<number, readonly (() => ShapGroup)[]>();
  const groups = (output: number): readonly (() => ShapGroup)[] => {
    const known = groupsOf.get(output);
    if (known) return known;
    const parts = partsOf(forest, output);
    const [only] = parts;
    const kept = parts.length === 1 && only ? place(only) : undefined;
    const made = kept ? [() => kept] : parts.map((trees) => () => place(trees));
    groupsOf.set(output, made);
    return made;
  };
  return {
    expected: covers.expected,
    explain(values, rowCount, columnOf, output) {
      const contributions = new Float64Array(rowCount * forest.featureCount);
      const margins = new Float64Array(rowCount).fill(forest.base[output] as number);
      const rows = { forest, values, rowCount, columnOf, contributions, margins };
      for (const group of groups(output)) addGroup(group(), rows);
      checkSums(rows, covers.expected[output] as number, scales[output] as number);
      return { contributions, margins };
    },
  };
}

interface ExplainedRows extends ForestExplanations {
  readonly forest: DecisionForest;
  readonly values: ForestValues;
  readonly rowCount: number;
  readonly columnOf: Int32Array;
}

function addGroup(
  group: ShapGroup,
  { forest, values, rowCount, columnOf, contributions, margins }: ExplainedRows,
): void {
  const { features } = group;
  const width = features.length;
  const isSingle = forest.precision === 'float32';
  for (let start = 0; start < rowCount; start += shapRows) {
    const count = Math.min(shapRows, rowCount - start);
    for (let i = 0; i < width; i++) {
      const feature = features[i] as number;
      const from = (columnOf[feature] as number) * rowCount + start;
      for (let row = 0; row < count; row++) {
        const value = values[from + row] as number;
        const at = stagePlace(width, row, i);
        group.values[at] = isSingle ? Math.fround(value) : value;
        group.contributions[at] = contributions[(start + row) * forest.featureCount + feature] as number;
      }
    }
    group.margins.set(margins.subarray(start, start + count));
    group.add(count);
    margins.set(group.margins.subarray(0, count), start);
    for (let row = 0; row < count; row++) {
      const to = (start + row) * forest.featureCount;
      for (let i = 0; i < width; i++)
        contributions[to + (features[i] as number)] = group.contributions[stagePlace(width, row, i)] as number;
    }
  }
}

function checkSums({ forest, contributions, margins }: ExplainedRows, base: number, scale: number): void {
  const width = forest.featureCount;
  for (const [row, margin] of margins.entries()) {
    let sum = base;
    for (let at = row * width; at < (row + 1) * width; at++) sum += contributions[at] as number;
    if (!(Math.abs(sum - margin) <= 1e-9 * scale))
      throw new Error(`contributions of row ${row} sum to ${sum}, its margin is ${margin}`);
  }
}

/** For each output what its margins are at most, in absolute value: rounding is measured by it. */
function marginScales({ base, root, output, left, right, leafValue }: DecisionForest): Float64Array {
  const scales = base.map(Math.abs);
  for (const [tree, start] of root.entries()) {
    let most = 0;
    const waiting = [start];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
      if (node < 0) most = Math.max(most, Math.abs(leafValue[~node] as number));
      else waiting.push(left[node] as number, right[node] as number);
    (scales[output[tree] as number] as number) += most;
  }
  return scales;
}

/** The trees of an output, in order, in parts that fit a group. */
function partsOf(forest: DecisionForest, output: number): readonly (readonly ShapTree[])[] {
  const lastOf = new Int32Array(forest.featureCount).fill(-1);
  const sideOf = new Uint8Array(forest.featureCount);
  const parts: ShapTree[][] = [[]];
  let bytes = 0;
  for (const [index, root] of forest.root.entries()) {
    if (forest.output[index] !== output) continue;
    const tree = shapTree(forest, root, lastOf, sideOf);
    const own = shapTableBytes(forest, [tree]);
    if (bytes > 0 && bytes + own > groupBytes) {
      parts.push([]);
      bytes = 0;
    }
    bytes += own;
    parts.at(-1)?.push(tree);
  }
  return parts;
}
