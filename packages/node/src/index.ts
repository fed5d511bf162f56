export { openBlobs } from './blobs/open-blobs.ts';
export { openCheckpoints } from './checkpoints/open-checkpoints.ts';
export { systemClock } from './clock/system-clock.ts';
export type { DelimitedInput, DelimitedOptions, DelimitedReading } from './delimited/delimited-input.ts';
export { readDelimited } from './delimited/read-delimited.ts';
export { openEngine } from './engine/open-engine.ts';
export { openFiles } from './files/open-files.ts';
export { utf8 } from './files/utf8.ts';
export { randomHex } from './hashing/random-hex.ts';
export { sha256 } from './hashing/sha256.ts';
export type { OnnxCell } from './onnx/make-tensor.ts';
export { MissingOnnxRuntime } from './onnx/missing-onnx-runtime.ts';
export type { OnnxRuntime } from './onnx/onnx-runtime.ts';
export {
  type OnnxAnswer,
  type OnnxModel,
  type OnnxModelOptions,
  type OnnxPort,
  type OnnxRow,
  openOnnxModel,
} from './onnx/open-onnx-model.ts';
export { type OpenPortsOptions, openPorts } from './open-ports.ts';
export { type OpenProjectOptions, openProject, type Project } from './open-project.ts';
export { openPredictionLog, type PredictionLogOptions } from './prediction-log/open-prediction-log.ts';
export { systemProcesses } from './processes/system-processes.ts';
export { requireProject } from './require-project.ts';
export { openSources } from './sources/open-sources.ts';
export { readCsv } from './sources/read-csv.ts';
export { openPostgresStore } from './sql/postgres/open-postgres-store.ts';
export type { Scope } from './sql/scope.ts';
export { openSqliteStore, type SqliteStoreOptions } from './sql/sqlite/open-sqlite-store.ts';
export { createThreadPool, type OwnThreadPool } from './threads/create-thread-pool.ts';
export { createTrainer, type TrainerOptions } from './trainer/create-trainer.ts';
