import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { treeShapWasm } from './tree-shap.wasm.ts';

/** What packages/kernels/assembly/tree-shap exports: addresses are bytes from the start of the memory. */
export interface CompiledShap {
  addShap: AddShap;
}

/**
 * Adds the path-dependent Shapley values and margins of pairs of rows of the trees from address `trees` to `treesEnd`.
 * Values and contributions are f64 as `stagePlace` says; margins one f64 a row; the others are a `ShapScratch`.
 */
export type AddShap = (
  trees: number,
  treesEnd: number,
  values: number,
  contributions: number,
  pairBytes: number,
  pairCount: number,
  margins: number,
  slots: number,
  ratios: number,
  inverses: number,
  flags: number,
  directions: number,
) => void;

export const compiledShap: EmbeddedModule<CompiledShap> = embeddedModule(treeShapWasm);
