export { authenticate } from './access/token.ts';
export { type Fault, type FaultOptions, type FaultSearch, faultSearch, type TakingBody } from './data/index.ts';
export { loggedColumns, openServing, type Serving, servingDeploymentId } from './deploy/index.ts';
export { dispatch } from './dispatch.ts';
export type {
  AbortLike,
  Actor,
  Blobs,
  Checkpoint,
  Checkpoints,
  Clock,
  Deps,
  Engine,
  ErasedSegment,
  Explorer,
  FaultFinder,
  FileHits,
  Files,
  FitAllOptions,
  FitResult,
  FitTask,
  LoggedPrediction,
  Ports,
  PredictionLog,
  Processes,
  ProgressEvent,
  ReadRequest,
  RejectedRow,
  Secrets,
  SegmentInfo,
  SourceFile,
  SourceReading,
  TableSource,
  Trainer,
} from './ports.ts';
export type { FindOptions, Reader, RowReader, RowWriter, Store, Transaction, Where } from './store/store.ts';
export type { IterationState, KnownBy, TableName, Tables } from './store/tables.ts';
