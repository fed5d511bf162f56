import { parseArgs } from 'node:util';

/** What every benchmark can be told. */
export interface BenchOptions {
  /** A Python that has the libraries compared with. */
  readonly python: string;
  /** The folder of the real data sets. */
  readonly datasets: string;
  /** A first impression in a minute or less: fewer sets, trees and repetitions. */
  readonly quick: boolean;
  /** Whether the tables go to bench/README.md too. */
  readonly write: boolean;
  /** Parts of the benchmark to run; absent: all. */
  readonly parts?: readonly string[];
  /** Sets to run with in place of those of each part. */
  readonly sets?: readonly string[];
  readonly repetitions?: number;
  readonly seeds?: number;
}

/** Reads `--python PY --datasets DIR [--quick] [--write] [--parts a,b] [--sets a,b] [--repetitions 3] [--seeds 5]`. */
export function benchOptions(parts: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    options: {
      python: { type: 'string', default: 'python3' },
      datasets: { type: 'string', default: '../shared/datasets' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      parts: { type: 'string' },
      sets: { type: 'string' },
      repetitions: { type: 'string' },
      seeds: { type: 'string' },
    },
  });
  const asked = values.parts?.split(',');
  const unknown = asked?.find((part) => !parts.includes(part));
  if (unknown !== undefined) throw new Error(`--parts: expected some of ${parts.join(', ')}, came ${unknown}`);
  return {
    python: values.python,
    datasets: values.datasets,
    quick: values.quick,
    write: values.write,
    ...(asked && { parts: asked }),
    ...(values.sets !== undefined && { sets: values.sets.split(',') }),
    ...(values.repetitions !== undefined && { repetitions: atLeastOne('--repetitions', values.repetitions) }),
    ...(values.seeds !== undefined && { seeds: atLeastOne('--seeds', values.seeds) }),
  };
}

function atLeastOne(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`${option}: expected a whole number from 1, came ${text}`);
  return number;
}
