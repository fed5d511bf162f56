import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { compiledMemory } from '../web-assembly/embedded-module.ts';
import { addShapKernel } from './add-shap.ts';
import { compiledShap } from './compiled-shap.ts';
import { placeShapTables, type ShapTree, shapTableBytes } from './shap-tables.ts';

/** Rows (even) that pass through a tree before the next: their values, contributions and the tree stay in the nearest caches. */
export const shapRows = 32;

/** Trees in a memory of their own, with a stage of `shapRows` rows of the features that they look at. */
export interface ShapGroup {
  /** Ascending. The stage has row r of feature features[i] at `stagePlace(width, r, i)`, width the number of these. */
  readonly features: Int32Array;
  readonly values: Float64Array;
  readonly contributions: Float64Array;
  readonly margins: Float64Array;
  /** Adds the contributions and margins of the first `rowCount` rows of the stage. */
  add(rowCount: number): void;
}

/** Where a value and a contribution stand: rows in pairs, of each pair the columns one after the other. */
export function stagePlace(width: number, row: number, column: number): number {
  return ((row >> 1) * width + column) * 2 + (row & 1);
}

/** Places some trees of a forest; `isCompiled` false leaves the compiled kernel out. */
export function shapGroup(
  forest: DecisionForest,
  shareLeft: Float64Array,
  trees: readonly ShapTree[],
  isCompiled: boolean,
): ShapGroup {
  const features = usedFeatures(forest, trees);
  const columns = new Int32Array(forest.featureCount);
  for (const [column, feature] of features.entries()) columns[feature] = column;
  const width = features.length;
  const values = 16;
  const contributions = values + shapRows * width * 8;
  const margins = contributions + shapRows * width * 8;
  const tables = margins + shapRows * 8;
  const sizeBytes = tables + shapTableBytes(forest, trees);
  const memory = isCompiled ? compiledMemory(compiledShap, sizeBytes) : undefined;
  const buffer = memory?.buffer ?? new ArrayBuffer(sizeBytes);
  const { trees: begin, treesEnd, scratch } = placeShapTables(buffer, tables, forest, shareLeft, trees, columns);
  const { slots, ratios, inverses, flags, directions } = scratch;
  const run = memory ? compiledShap.kernels(memory).addShap : addShapKernel(buffer);
  return {
    features,
    values: new Float64Array(buffer, values, shapRows * width),
    contributions: new Float64Array(buffer, contributions, shapRows * width),
    margins: new Float64Array(buffer, margins, shapRows),
    add: (rowCount) =>
      run(
        begin,
        treesEnd,
        values,
        contributions,
        width * 16,
        Math.ceil(rowCount / 2),
        margins,
        slots,
        ratios,
        inverses,
        flags,
        directions,
      ),
  };
}

function usedFeatures(forest: DecisionForest, trees: readonly ShapTree[]): Int32Array {
  const used = new Set<number>();
  for (const { splits } of trees) for (const split of splits) used.add(forest.feature[split] as number);
  return Int32Array.from(used).sort();
}
