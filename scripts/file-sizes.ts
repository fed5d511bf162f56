import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-files.ts';

/** A file longer than this is split. */
export const maxLines = 600;

export interface SizeReport {
  readonly files: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
  /** The longest file. */
  readonly longest: string;
  /** `path: lines` of each file above `maxLines`. */
  readonly tooLong: readonly string[];
}

/** Lines a file (as `wc -l` counts) over the given files, which must not be none; quantiles by nearest rank. */
export function fileSizes(paths: readonly string[]): SizeReport {
  const sizes = paths
    .map((path) => ({ path, lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  const nearestRank = (q: number): number => sizes[Math.ceil(q * sizes.length) - 1]?.lines ?? Number.NaN;
  const longest = sizes.at(-1);
  if (longest === undefined) throw new Error('there are no files to measure');
  return {
    files: sizes.length,
    median: nearestRank(0.5),
    p90: nearestRank(0.9),
    max: longest.lines,
    longest: longest.path,
    tooLong: sizes.filter(({ lines }) => lines > maxLines).map(({ path, lines }) => `${path}: ${lines} lines`),
  };
}
