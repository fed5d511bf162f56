// Entry of the compiled scans of columns; see ../../src/column-scans/scan-kernels.ts for what they do.
export { countCodes } from './count-codes';
export { countParts, scatterParts, countDistinct } from './hash-parts';
export { summarise, countOutside, addNumbers, addSquares } from './number-scans';
export { countBuckets, gatherBuckets } from './value-buckets';
export { countPositions } from './whole-numbers';
