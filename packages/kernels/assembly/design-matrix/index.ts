// Entry of the compiled kernels of linear models; see ../../src/design-matrix/design-kernels.ts for what they do.
export { addColumns } from './add-columns';
export { dotColumns } from './dot-columns';
export { addEntries, dotEntries } from './entries';
export { centreColumns, addGram } from './gram';
export { logisticRows } from './logistic-rows';
export { stageColumn } from './panels';
export { softmaxRows } from './softmax-rows';
