import { type BenchOptions, benchOptions } from './bench-options.ts';
import { publish } from './report/publish.ts';

/** Measures one thing and gives its report. */
export type Part = (options: BenchOptions) => Promise<string>;

/** Runs the parts that are asked for, one after another; each report is kept as soon as it is there. */
export async function runParts(bench: string, parts: Readonly<Record<string, Part>>): Promise<void> {
  const options = benchOptions(Object.keys(parts));
  for (const [name, measure] of Object.entries(parts)) {
    if (options.parts?.includes(name) === false) continue;
    publish(`${bench}/${name}`, await measure(options), options.write);
  }
}
