import type {
  EstimatorName,
  Exploration,
  ExplorationInput,
  FittedManifest,
  ParameterValues,
  TrainingData,
} from '@tend/learn';
import type { DataSource, Stage } from '@tend/protocol';
import type { ColumnReading, InferredColumn, StoredTable } from '@tend/table';
import type { FaultOptions, FaultSearch } from './data/index.ts';
import type { Store } from './store/store.ts';
import type { KnownBy } from './store/tables.ts';

/** Everything outside the core. `node` makes them; the core never does. */
export interface Ports {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly files: Files;
  readonly tables: TableSource;
  readonly faults: FaultFinder;
  readonly explorer: Explorer;
  readonly trainer: Trainer;
  readonly predictions: PredictionLog;
  readonly checkpoints: Checkpoints;
  readonly clock: Clock;
  readonly processes: Processes;
  readonly secrets: Secrets;
  readonly engine: Engine;
  /** SHA-256, 32 bytes. */
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  readonly utf8: { encode(text: string): Uint8Array; decode(bytes: Uint8Array): string };
  /** Random lower-case hex of `bytes` bytes, for ids of open things only: never enters a digest that must reproduce. */
  readonly randomHex: (bytes: number) => string;
}

export interface Clock {
  /** UTC epoch milliseconds, for the envelope of a record. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back: for durations and leases. */
  monotonicMs(): number;
}

/** Who holds a lease: a process, and whether it still lives. */
export interface Processes {
  /** Names this process so that no other, also after a restart of the machine, has the same name. */
  readonly self: string;
  /** Undefined where it cannot be known (another machine). */
  isAlive(holder: string): boolean | undefined;
}

/** Content-addressed immutable payloads. `put` is durable when it resolves; `get` checks the digest it was asked for. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>;
  /** As `put`, of bytes that come in pieces and may be more than memory holds. */
  putStream(pieces: AsyncIterable<Uint8Array>): Promise<string>;
  /** TND-3104 where the stored bytes no longer hash to `digest`, or are gone. */
  get(digest: string): Promise<Uint8Array>;
  has(digest: string): Promise<boolean>;
  /** Removes a payload for good, durable when it resolves; false where there is none. Only a withdrawal may. */
  erase(digest: string): Promise<boolean>;
  /** The digests of all payloads, also of those that no record names. */
  digests(): Promise<readonly string[]>;
  /** Puts the canonical bytes of a table, a column at a time; gives their digest. */
  putTable(table: StoredTable): Promise<string>;
  /** The table of canonical bytes, whose digest is checked now, read a column at a time. TND-3104 as `get`. */
  openTable(digest: string): Promise<StoredTable>;
}

/** The project's folder: charter and documents that people edit and read. Paths are relative to it and stay inside. */
export interface Files {
  readonly root: string;
  read(path: string): Promise<Uint8Array | undefined>;
  /** Replaces the file whole: written beside, synced, renamed. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /**
   * The files of the folder, workspace included, in which any of these byte strings stands; dependencies and version
   * control (`node_modules`, `.git`) are not looked at.
   */
  search(needles: readonly Uint8Array[]): Promise<readonly FileHits[]>;
}

export interface FileHits {
  /** Relative to the folder. */
  readonly path: string;
  readonly hits: number;
}

/** Keys outside every workspace: whoever has a copy of the store does not have them. */
export interface Secrets {
  /**
   * The project's key for digests of withdrawn persons, 32 bytes, made at first use with `make`; undefined where it is
   * not there. TND-1004, TND-4002.
   */
  withdrawalKey(make: boolean): Promise<Uint8Array | undefined>;
}

/** Strict reading of whatever a source names: files, addresses, databases. */
export interface TableSource {
  /**
   * Reads all rows of a source: each is in the table or among the rejected. Columns that the request does not fix are
   * inferred from all rows. TND-1004 where it cannot be reached, TND-1201 with file, line, expected and came where more
   * rows misfit than may be set aside.
   */
  read(request: ReadRequest): Promise<SourceReading>;
}

/** Searches tables for faults, beside the caller where that pays. */
export interface FaultFinder {
  /** A search in a table of this many rows; whoever asks for it closes it. */
  search(rowCount: number, options: FaultOptions): FaultSearch;
}

/** Explores tables, with more than one thread where that pays. */
export interface Explorer {
  /** What `explore` finds, to the last bit. RangeError for an unknown column. */
  explore(input: ExplorationInput): Promise<Exploration>;
}

export interface ReadRequest {
  readonly source: DataSource;
  /** How these columns are read, whatever the cells look like: what a person wrote, or the accepted contract. */
  readonly columns: Readonly<Record<string, ColumnReading>>;
  /** Spellings of a missing value by column, "*" for the others. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  /** How many rows may be set aside: a share such as `0.1%`, or a count. */
  readonly maxRejected: string | number;
}

/** A source as it was read. Closing it frees what it holds outside of memory. */
export interface SourceReading {
  readonly table: StoredTable;
  /** In the order of the table. */
  readonly columns: readonly InferredColumn[];
  /** Rows that were set aside, in the order of the source. */
  readonly rejected: readonly RejectedRow[];
  readonly files: readonly SourceFile[];
  /** SHA-256, hex: of the one file as it was read; of the digests of several in order; of the rows of a query. */
  readonly digest: string;
  /** What a person should know of the source, one sentence each: a query without an order, times that were cut. */
  readonly warnings: readonly string[];
  /** Puts the canonical bytes of the table among the blobs; gives their digest. */
  store(): Promise<string>;
  close(): Promise<void>;
}

export interface RejectedRow {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where the source has no lines (Parquet, queries): then `line` counts its rows. */
  readonly hasNoLines?: true;
  /** The column whose cell misfits; absent for a row that is no row of the table. */
  readonly column?: string;
  readonly expected: string;
  readonly came: string;
  /** The row as it stands in the source, at most 4,096 characters. */
  readonly text: string;
}

export interface SourceFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** SHA-256 of the file as it was read, hex. */
  readonly digest: string;
  readonly rowCount: number;
}

/** One fit, as data, so that it can run in any worker and gives the same bytes there. */
export interface FitTask {
  readonly estimator: EstimatorName;
  readonly parameters: ParameterValues;
  readonly data: TrainingData;
  readonly seed: number;
}

export interface FitResult {
  readonly manifest: FittedManifest;
  readonly weights: Uint8Array;
  readonly durationMs: number;
  /** Which worker did it, counted from 0. Never enters a digest. */
  readonly worker: number;
}

export interface Trainer {
  readonly threads: number;
  /** Results stand in the order of the tasks, whatever order they finished in. */
  fitAll(tasks: readonly FitTask[], options?: FitAllOptions): Promise<readonly FitResult[]>;
  close(): Promise<void>;
}

export interface FitAllOptions {
  readonly onDone?: (index: number, result: FitResult) => void;
  readonly signal?: AbortLike;
}

export interface AbortLike {
  readonly aborted: boolean;
}

/** One answer of a deployment, as it stands in the log. `row` is an erasable payload, never part of a record. */
export interface LoggedPrediction {
  readonly id: string;
  readonly deploymentId: string;
  readonly versionDigest: string;
  readonly at: number;
  /** The charter's time column of the row, if it has one: what monitoring windows go by. */
  readonly eventTime: number | null;
  readonly row: Readonly<Record<string, string | number | boolean | null>>;
  readonly score: number;
  readonly isPositive: boolean;
}

/** Append-only segments. `append` resolves after a group commit: at most 2 ms of waiting, one fsync for the batch. */
export interface PredictionLog {
  append(deploymentId: string, predictions: readonly Omit<LoggedPrediction, 'id'>[]): Promise<readonly string[]>;
  find(id: string): Promise<LoggedPrediction | undefined>;
  /** All acknowledged predictions of a deployment in order of writing; a torn last line (never acknowledged) is skipped. */
  scan(deploymentId: string): AsyncIterable<LoggedPrediction>;
  segments(deploymentId: string): Promise<readonly SegmentInfo[]>;
  /**
   * Erases the predictions that `isErased` names: their lines stay as tombstones, so that ids keep their meaning. Gives
   * each segment that had some to `before`, then replaces it. Segments that another process still writes are given back
   * as they are.
   */
  erase(
    deploymentId: string,
    isErased: (prediction: LoggedPrediction) => boolean,
    before: (segment: ErasedSegment) => Promise<void>,
  ): Promise<{ readonly busy: readonly string[] }>;
  close(): Promise<void>;
}

export interface ErasedSegment {
  readonly id: string;
  /** Ids of the predictions that are erased now. */
  readonly predictions: readonly string[];
  /** SHA-256 of the segment's acknowledged bytes before and after. */
  readonly digest: string;
  readonly digestAfter: string;
}

export interface SegmentInfo {
  readonly id: string;
  readonly rowCount: number;
  /** SHA-256 of the segment's acknowledged bytes. */
  readonly digest: string;
  /** No more rows will come: a process that wrote here has ended or moved on. */
  readonly isSealed: boolean;
}

/** Signed states of the audit tree, appended outside the store. */
export interface Checkpoints {
  /** Appends and gives the signed text (C2SP signed note, Ed25519). */
  append(unsigned: { origin: string; size: number; rootHash: string }): Promise<string>;
  /** All checkpoints of the project's own file, or of the file at `path`. */
  readAll(path?: string): Promise<readonly Checkpoint[]>;
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly rootHash: string;
  readonly isSignatureValid: boolean;
  /** Its writer was stopped before the end: it states nothing, and whoever could cut it could as well remove it. */
  readonly isCutShort: boolean;
  readonly line: number;
}

/** The versions that compute a record. */
export interface Engine {
  readonly tend: string;
  /** Digest of the archive of all source files that can influence a result; the archive itself is put among the blobs. */
  readonly code: string;
  readonly nodeMajor: number;
  readonly lock: string;
  archive(): Promise<Uint8Array>;
}

/** Who acts, and how that is known. A server accepts no claimed actor. */
export interface Actor {
  readonly name: string;
  readonly knownBy: KnownBy;
}

/** What a use case gets: the ports, who asks, and where to report progress. */
export interface Deps extends Ports {
  readonly actor: Actor;
  readonly onEvent: (event: ProgressEvent) => void;
  readonly signal: AbortLike;
}

/** What a long command says while it works; also what `--json` prints, one object a line. */
export type ProgressEvent =
  | { readonly event: 'stageStarted'; readonly stage: Stage }
  | {
      readonly event: 'progress';
      readonly stage: Stage;
      readonly done: number;
      readonly total: number;
      readonly note?: string;
    }
  | {
      readonly event: 'stageDone';
      readonly stage: Stage;
      readonly state: 'done' | 'reused' | 'refused' | 'waiting';
      /** One sentence a newcomer understands. */
      readonly summary: string;
      /** Further sentences, most important first. */
      readonly details: readonly string[];
      readonly durationMs: number;
    }
  | { readonly event: 'checkpoint'; readonly size: number; readonly rootHash: string };
