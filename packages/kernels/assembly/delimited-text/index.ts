// Entry of the compiled kernels of delimited text; see ../../src/delimited-text/delimited-kernels.ts for what they do.
export { readDates, readInstants } from './times';
export { readNumbers } from './numbers';
export { readTexts, rehashTexts } from './texts';
export { scanRecords } from './scan';
