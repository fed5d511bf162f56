// Entry of the compiled kernels of column profiles; see ../../src/column-profile/profile-kernels.ts for what they do.
export { noteHashes } from './note-hashes';
export { runMoments } from './run-moments';
export { sortRuns } from './sort-runs';
