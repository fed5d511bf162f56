import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchSet } from './data-sets.ts';
import type { Settings, SingleTiming, Timing, TrainTiming } from './timing.ts';

/** A Python process with LightGBM that does what it is told; nothing of it is measured but the calls into LightGBM. */
export interface LightGbmSide {
  versions(): Promise<{ readonly lightgbm: string; readonly numpy: string; readonly python: string }>;
  load(set: BenchSet): Promise<void>;
  train(settings: Settings, threads: number, isQuantised: boolean): Promise<TrainTiming>;
  predict(threads: number): Promise<{ readonly timing: Timing; readonly scores: Float64Array }>;
  single(rows: number): Promise<SingleTiming>;
  close(): void;
}

/** Starts the process with the given Python. */
export function startLightGbm(python: string): LightGbmSide {
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  const child = spawn(python, [join(import.meta.dirname, 'lightgbm_side.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <Answer>(op: string, request: object = {}): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify({ op, ...request })}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`${python} ended while it was asked to ${op}`);
    return JSON.parse(value);
  };
  const file = (name: string): string => join(folder, name);
  return {
    versions: () => ask('versions'),
    load: async ({ coded, target, trainRows, categorical }) => {
      writeFileSync(file('values'), coded.values);
      writeFileSync(file('target'), target);
      const { rowCount, columnCount } = coded;
      await ask('load', {
        values: file('values'),
        target: file('target'),
        rowCount,
        columnCount,
        trainRows,
        categorical,
      });
    },
    train: (settings, threads, isQuantised) =>
      ask('train', {
        threads,
        trees: settings.trees,
        parameters: {
          num_leaves: settings.leaves,
          learning_rate: settings.learningRate,
          min_data_in_leaf: settings.minRowsInLeaf,
          max_bin: 255,
          use_quantized_grad: isQuantised,
        },
      }),
    predict: async (threads) => {
      const timing = await ask<Timing>('predict', { threads, scores: file('scores') });
      const bytes = readFileSync(file('scores'));
      return {
        timing,
        scores: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
      };
    },
    single: (rows) => ask('single', { rows }),
    close: () => {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
