// Entry of the compiled scoring kernels; see ../../src/decision-forest/compiled-scorer.ts for the memory they work on.
export { quickScore, walk, walkOne } from './predict';
