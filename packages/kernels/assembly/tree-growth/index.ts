// Entry of the compiled growth kernels; see ../../src/tree-growth/tree-layout.ts for the memory they work on.
export { packRows, binChunk } from './binning';
export { sumLeaves } from './leaf-sums';
export { largest, quantise } from './quantise';
export { sortDistinct } from './distinct';
export { exactCombine, exactHistogram, exactSubtract } from './exact-histogram';
export { gradients } from './gradients';
export { histogram } from './histogram';
export { combine, subtract } from './merge';
export { partition } from './partition';
export { countSizes, scaleSample, sizeGradients } from './one-side';
export { exactSample, sample } from './sample';
export { addScores, markLeaf } from './scores';
export { findSplit } from './split';
