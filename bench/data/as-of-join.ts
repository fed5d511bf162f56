import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomStream } from '@tend/kernels';
import { asOfJoin, gatherRows, type NumericColumn } from '@tend/table';
import type { BenchOptions } from '../bench-options.ts';
import { type Pair, stopwatch, type Timing } from '../measure/timing.ts';
import { type PythonSide, startPython } from '../python/start-python.ts';
import { seconds, speed } from '../report/figures.ts';
import { markdownTable } from '../report/markdown-table.ts';
import { setting } from '../report/publish.ts';

const startMs = Date.UTC(2024, 0, 1);
const spanMs = 365 * 86_400_000;

/** Rows of one side: an entity, a moment, and a value that the two decide, so that any of several latest rows is right. */
interface Side {
  readonly key: NumericColumn;
  readonly time: NumericColumn;
  readonly value: NumericColumn;
}

/**
 * 1,000,000 events and the latest of 10,000,000 feature rows of their entity, against DuckDB's `asof left join`, both in memory,
 * the joined column made on both sides; few and many entities, rows in order of time and shuffled.
 */
export async function asOfJoinSpeed(options: BenchOptions): Promise<string> {
  const [eventCount, featureCount] = options.quick ? [100_000, 1_000_000] : [1_000_000, 10_000_000];
  const repetitions = options.repetitions ?? 3;
  const duckdb = startPython(options.python, join(import.meta.dirname, 'duckdb_side.py'));
  const rows: string[][] = [];
  try {
    for (const entities of [100, 1000, 100_000])
      for (const isSorted of [true, false]) {
        const events = makeSide(eventCount, { entities, isSorted, seed: 1 });
        const features = makeSide(featureCount, { entities, isSorted, seed: 2 });
        await duckdb.ask('load_rows', { name: 'events', files: writeSide(duckdb, 'events', events) });
        await duckdb.ask('load_rows', { name: 'features', files: writeSide(duckdb, 'features', features) });
        const pairs: Record<1 | 2, Pair[]> = { 1: [], 2: [] };
        // The first repetition warms both up.
        for (let i = 0; i <= repetitions; i++)
          for (const threads of [1, 2] as const) {
            const theirs = await duckdb.ask<Timing & { total: number }>('as_of_join', { threads });
            const clock = stopwatch();
            const joined = joinedValues(events, features);
            const ours = clock();
            const total = joined.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
            if (total !== theirs.total) throw new Error(`DuckDB's values sum to ${theirs.total}, ours to ${total}`);
            if (i > 0) pairs[threads].push({ theirs, ours });
          }
        for (const threads of [1, 2] as const)
          rows.push([
            ...[entities.toLocaleString('en-US'), isSorted ? 'by time' : 'shuffled', `${threads}`],
            ...[seconds(pairs[threads]), speed(pairs[threads])],
          ]);
      }
    const head = ['entities', 'rows', "DuckDB's threads", 'DuckDB / Tend s', 'speed wall / CPU'];
    const sizes = `${eventCount.toLocaleString('en-US')} events, ${featureCount.toLocaleString('en-US')} feature rows`;
    const how = setting(await duckdb.versions(), `${sizes}, alternated repetitions: ${repetitions}`);
    return `${how}\n\n${markdownTable(head, rows)}`;
  } finally {
    duckdb.close();
  }
}

function joinedValues(events: Side, features: Side): Float64Array {
  const matches = asOfJoin({ keys: [events.key], time: events.time }, { keys: [features.key], time: features.time });
  const joined = gatherRows(features.value, matches.rows);
  return joined.kind === 'text' ? new Float64Array() : joined.values;
}

function makeSide(
  count: number,
  { entities, isSorted, seed }: { readonly entities: number; readonly isSorted: boolean; readonly seed: number },
): Side {
  const random = randomStream(seed);
  const [key, time, value] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let row = 0; row < count; row++) {
    key[row] = random.integer(entities);
    time[row] = startMs + Math.floor((isSorted ? row / count : random.uniform()) * spanMs);
    value[row] = ((time[row] ?? 0) + (key[row] ?? 0)) % 1_000_003;
  }
  return {
    key: { kind: 'integer', name: 'key', values: key },
    time: { kind: 'instant', name: 'time', values: time },
    value: { kind: 'integer', name: 'value', values: value },
  };
}

function writeSide(python: PythonSide, name: string, side: Side): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(side).map(([column, { values }]: [string, NumericColumn]) => {
      const path = python.file(`${name}-${column}`);
      writeFileSync(path, values);
      return [column, path];
    }),
  );
}
