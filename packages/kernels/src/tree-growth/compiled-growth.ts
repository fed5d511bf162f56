import { type EmbeddedModule, embeddedModule } from '../web-assembly/embedded-module.ts';
import { treeGrowthWasm } from './tree-growth.wasm.ts';

/** What packages/kernels/assembly/tree-growth exports: addresses are bytes from the start of the memory. */
export interface CompiledGrowth {
  binChunk(values: number, count: number, bounds: number, table: number, target: number, steps: number): void;
  packRows(
    columns: number,
    rows: number,
    rowCount: number,
    columnCount: number,
    groupCount: number,
    begin: number,
    end: number,
  ): void;
  sortDistinct(values: number, count: number, spare: number, counts: number, tables: number): number;
  gradients(
    begin: number,
    end: number,
    scores: number,
    labels: number,
    weights: number,
    records: number,
    totals: number,
    salt: number,
    bagSalt: number,
    bagLimit: number,
    levels: number,
  ): void;
  largest(values: number, begin: number, end: number): number;
  quantise(
    begin: number,
    end: number,
    gradients: number,
    hessians: number,
    records: number,
    totals: number,
    salt: number,
    largestGradient: number,
    largestHessian: number,
    levels: number,
  ): void;
  sumLeaves(
    begin: number,
    end: number,
    gradients: number,
    hessians: number,
    leafOf: number,
    sums: number,
    gridGradient: number,
    gridHessian: number,
  ): void;
  histogram(
    rows: number,
    rowCount: number,
    columnCount: number,
    groupCount: number,
    binStarts: number,
    records: number,
    count: number,
    target: number,
    sums: number,
    stage: number,
    gradients: number,
    isRoot: number,
    firstRow: number,
  ): void;
  exactHistogram(
    rows: number,
    rowCount: number,
    columnCount: number,
    groupCount: number,
    binStarts: number,
    records: number,
    count: number,
    target: number,
    sums: number,
    stage: number,
    pairs: number,
    stagePairs: number,
    isRoot: number,
    firstRow: number,
  ): void;
  exactCombine(target: number, partials: number, stride: number, threads: number, bins: number): void;
  exactSubtract(parent: number, child: number, bins: number): void;
  combine(target: number, partials: number, stride: number, threads: number, bins: number): void;
  subtract(parent: number, child: number, bins: number): void;
  findSplit(
    histogram: number,
    features: number,
    active: number,
    activeCount: number,
    split: number,
    from: number,
    to: number,
    sumG: number,
    sumH: number,
    minH: number,
    l2: number,
    minGain: number,
  ): void;
  sizeGradients(
    begin: number,
    end: number,
    gradients: number,
    hessians: number,
    plane: number,
    outputs: number,
    sizes: number,
  ): void;
  countSizes(
    sizes: number,
    count: number,
    counts: number,
    above: number,
    found: number,
    shift: number,
    buckets: number,
  ): void;
  scaleSample(
    begin: number,
    end: number,
    gradients: number,
    hessians: number,
    plane: number,
    outputs: number,
    sizes: number,
    threshold: number,
    salt: number,
    limit: number,
    factor: number,
  ): number;
  sample(from: number, to: number, count: number): number;
  exactSample(from: number, to: number, count: number, pairs: number): number;
  partition(from: number, to: number, count: number, column: number, goesLeft: number): number;
  markLeaf(leafOf: number, records: number, count: number, leaf: number): void;
  addScores(scores: number, leafOf: number, begin: number, end: number, values: number): void;
}

export const compiledGrowth: EmbeddedModule<CompiledGrowth> = embeddedModule(treeGrowthWasm);
