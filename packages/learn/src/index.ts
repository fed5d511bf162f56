export type * from './estimator.ts';
export { MalformedModel } from './malformed-model.ts';
export * from './parameters.ts';
