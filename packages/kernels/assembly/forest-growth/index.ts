// Entry of the compiled kernels of random forests; see ../../src/forest-growth/forest-layout.ts for the memory they work on.
export { binChunk } from '../tree-growth/binning';
export { growTree } from './grow';
