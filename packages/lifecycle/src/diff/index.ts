export { diffData } from './diff-data.ts';
export { findTable } from './find-table.ts';
