export { diffData } from './diff-data.ts';
