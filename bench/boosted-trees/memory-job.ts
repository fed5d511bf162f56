import type { BenchTask } from '../data-sets/bench-set.ts';

/** What both processes of the memory benchmark are told, as a JSON file. */
export interface MemoryJob {
  /** Files of float32 column-major values and of float64 targets. */
  readonly values: string;
  readonly target: string;
  readonly rowCount: number;
  readonly task: BenchTask;
  readonly classCount: number;
  /** Of each column, 0 for numbers. */
  readonly categories: readonly number[];
  readonly trees: number;
  readonly leaves: number;
  readonly threads: number;
  /** LightGBM's names for all this. */
  readonly lightgbm: Readonly<Record<string, number | string | boolean>>;
}

/** What a process answers, in bytes: the most memory it had in place before training, and altogether. */
export interface MemoryAnswer {
  readonly before: number;
  readonly peak: number;
}
