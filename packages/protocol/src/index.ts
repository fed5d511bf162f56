export * from './charter.ts';
export * from './problem.ts';
export * from './stages.ts';
