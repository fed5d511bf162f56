export { diffData } from './diff-data.ts';
export { findSnapshot, findTable } from './find-table.ts';
