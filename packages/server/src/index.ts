export { createServer } from './create-server.ts';
export { type RunningServer, type ServeOptions, serve } from './main.ts';
export {
  type CurrentServing,
  type FollowOptions,
  followServing,
  type RefusedServing,
  type ServingSource,
} from './scoring/current-serving.ts';
export type { Caller, Dispatch, ServerOptions } from './server-options.ts';
