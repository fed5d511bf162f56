import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import type { ForestValues } from '../decision-forest/decision-forest-margins.ts';
import { goesLeft } from '../decision-forest/goes-left.ts';
import type { TreePaths } from './tree-paths.ts';

/** Rows of column-major values; the forest's feature f is column `columnOf[f]`. */
export interface ForestRows {
  readonly values: ForestValues;
  readonly rowCount: number;
  readonly columnOf: Int32Array;
}

/** Elements of a path that one word of a pattern holds: one bit each, no sign. */
export const patternBits = 30;

/**
 * The distinct patterns of rows on a path: which of its elements they meet. All that a leaf gives to a row depends on its
 * pattern alone, so rows of one pattern share the work.
 */
export interface PathPatterns {
  /** Words of a pattern; element i is bit i % patternBits of word floor(i / patternBits). */
  readonly words: number;
  /** codes[pattern * words + word] */
  readonly codes: Int32Array;
  readonly patternCount: number;
  /** The pattern of each row. */
  readonly of: Int32Array;
}

/** For `count` rows from `first` on: flags[flag * count + row], 1 where the row meets all splits that the flag stands for. */
export function metFlags(
  forest: DecisionForest,
  paths: TreePaths,
  rows: ForestRows,
  first: number,
  count: number,
): Uint8Array {
  const { splits, above } = paths;
  const { values, rowCount, columnOf } = rows;
  const flags = new Uint8Array(2 * splits.length * count);
  const isSingle = forest.precision === 'float32';
  for (let place = 0; place < splits.length; place++) {
    const split = splits[place] as number;
    const from = (columnOf[forest.feature[split] as number] as number) * rowCount + first;
    const left = 2 * place * count;
    const last = above[place] as number;
    for (let row = 0; row < count; row++) {
      const value = values[from + row] as number;
      const isLeft = goesLeft(forest, split, isSingle ? Math.fround(value) : value) ? 1 : 0;
      const met = last < 0 ? 1 : (flags[last * count + row] as number);
      flags[left + row] = met & isLeft;
      flags[left + count + row] = met & (1 - isLeft);
    }
  }
  return flags;
}

/** The patterns of the rows that `flags` were made of on the path of leaf number `leaf` of the paths. */
export function pathPatterns(paths: TreePaths, leaf: number, flags: Uint8Array, count: number): PathPatterns {
  const begin = paths.start[leaf] as number;
  const size = (paths.start[leaf + 1] as number) - begin;
  const words = Math.max(1, Math.ceil(size / patternBits));
  const ofRow = new Int32Array(count * words);
  for (let i = 0; i < size; i++) {
    const flag = (paths.flag[begin + i] as number) * count;
    const word = Math.floor(i / patternBits);
    const shift = i % patternBits;
    for (let row = 0; row < count; row++)
      (ofRow[row * words + word] as number) |= (flags[flag + row] as number) << shift;
  }
  // Rows rarely agree on so long a path.
  if (words > 1 || count === 1)
    return { words, codes: ofRow, patternCount: count, of: Int32Array.from({ length: count }, (_, row) => row) };
  // A table of all patterns, unless most of it would stay empty.
  const known = 2 ** size <= 4 * count ? new Int32Array(2 ** size) : new Map<number, number>();
  const codes = new Int32Array(count);
  let patternCount = 0;
  for (let row = 0; row < count; row++) {
    const code = ofRow[row] as number;
    let number = known instanceof Map ? (known.get(code) ?? 0) : (known[code] as number);
    if (number === 0) {
      codes[patternCount++] = code;
      number = patternCount;
      if (known instanceof Map) known.set(code, number);
      else known[code] = number;
    }
    ofRow[row] = number - 1;
  }
  return { words, codes, patternCount, of: ofRow };
}
