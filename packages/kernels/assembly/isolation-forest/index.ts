// Entry of the compiled kernel of isolation forests; see ../../src/isolation-forest/path-kernels.ts for what it does.
export { addPathLengths } from './add-path-lengths';
