// Entry of the compiled sums over pairs of columns; see ../../src/association/association-kernels.ts for what they do.
export { addLevelSums } from './level-sums';
export { addPairCounts } from './pair-counts';
export { addProducts } from './products';
export { readScores } from './scores';
