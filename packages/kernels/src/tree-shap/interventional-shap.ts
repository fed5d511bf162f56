import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { decisionForestMargins } from '../decision-forest/decision-forest-margins.ts';
import type { ForestExplanations } from './forest-explainer.ts';
import { type ForestRows, metFlags, type PathPatterns, pathPatterns, patternBits } from './path-patterns.ts';
import { type TreePaths, treePaths } from './tree-paths.ts';

/** Rows that pass through a tree before the next. */
const blockRows = 2048;

export interface InterventionalExplanations extends ForestExplanations {
  /** The mean margin of the background: with a row's contributions it sums to its margin. */
  readonly base: number;
}

/**
 * Exact interventional Shapley values of one output against the rows of `background` (at least one): unknown features have
 * the values of a background row, whatever the known ones are. Undefined for linear leaves. Source: Lundberg et al. 2020;
 * rows, and background rows, that meet the same elements of a path are counted together.
 */
export function interventionalShap(
  forest: DecisionForest,
  rows: ForestRows,
  background: ForestRows,
  output: number,
): InterventionalExplanations | undefined {
  if (forest.linear) return undefined;
  const { featureCount } = forest;
  const contributions = new Float64Array(rows.rowCount * featureCount);
  for (const [tree, root] of forest.root.entries()) {
    if (forest.output[tree] !== output) continue;
    const paths = treePaths(forest, root);
    const known = metFlags(forest, paths, background, 0, background.rowCount);
    const backgrounds = Array.from(paths.leaves.keys(), (leaf) =>
      counted(pathPatterns(paths, leaf, known, background.rowCount)),
    );
    for (let first = 0; first < rows.rowCount; first += blockRows)
      addTree(forest, paths, backgrounds, rows, first, contributions);
  }
  const margins = marginsOf(forest, rows, output);
  let base = 0;
  for (const margin of marginsOf(forest, background, output)) base += margin / background.rowCount;
  return { contributions, margins, base };
}

interface CountedPatterns extends PathPatterns {
  /** The share of the background rows that have the pattern. */
  readonly share: Float64Array;
}

function counted(patterns: PathPatterns): CountedPatterns {
  const share = new Float64Array(patterns.patternCount);
  for (const pattern of patterns.of) (share[pattern] as number) += 1 / patterns.of.length;
  return { ...patterns, share };
}

function addTree(
  forest: DecisionForest,
  paths: TreePaths,
  backgrounds: readonly CountedPatterns[],
  rows: ForestRows,
  first: number,
  contributions: Float64Array,
): void {
  const { featureCount } = forest;
  const count = Math.min(blockRows, rows.rowCount - first);
  const flags = metFlags(forest, paths, rows, first, count);
  for (const [leaf, background] of backgrounds.entries()) {
    const begin = paths.start[leaf] as number;
    const size = (paths.start[leaf + 1] as number) - begin;
    if (size === 0) continue;
    const patterns = pathPatterns(paths, leaf, flags, count);
    const value = forest.leafValue[paths.leaves[leaf] as number] as number;
    const shares = elementShares(value, size, patterns, background);
    for (let row = 0; row < count; row++) {
      const from = (patterns.of[row] as number) * size;
      const to = (first + row) * featureCount;
      for (let i = 0; i < size; i++)
        (contributions[to + (paths.feature[begin + i] as number)] as number) += shares[from + i] as number;
    }
  }
}

/**
 * For each pattern what a leaf gives to each element. Only a background row that meets all that the row does not counts. If
 * the row alone meets a elements and the other alone b, each of the a gets value (a - 1)! b! / (a + b)! and each of the b
 * loses value a! (b - 1)! / (a + b)!.
 */
function elementShares(value: number, size: number, patterns: PathPatterns, background: CountedPatterns): Float64Array {
  const { words, codes, patternCount } = patterns;
  const shares = new Float64Array(patternCount * size);
  for (let pattern = 0; pattern < patternCount; pattern++) {
    const own = pattern * words;
    const other = size - bitCount(codes, own, words);
    let lost = 0;
    for (let known = 0; known < background.patternCount; known++) {
      if (!isCovered(codes, own, background.codes, known * words, words, size)) continue;
      const ahead = size - bitCount(background.codes, known * words, words);
      if (ahead + other === 0) continue;
      const weighted = value * (background.share[known] as number);
      lost += weighted * orderWeight(other, ahead);
      if (ahead === 0) continue;
      const gained = weighted * orderWeight(ahead, other);
      for (let i = 0; i < size; i++)
        if (!hasBit(background.codes, known * words, i)) (shares[pattern * size + i] as number) += gained;
    }
    if (other === 0) continue;
    for (let i = 0; i < size; i++) if (!hasBit(codes, own, i)) shares[pattern * size + i] = -lost;
  }
  return shares;
}

/** (first - 1)! second! / (first + second)!, 0 where there is no first. */
function orderWeight(first: number, second: number): number {
  if (first === 0) return 0;
  let weight = 1 / first;
  for (let k = 1; k <= second; k++) weight *= k / (first + k);
  return weight;
}

/** Whether every element is met by the one or the other pattern: only then do both together reach the leaf. */
function isCovered(a: Int32Array, atA: number, b: Int32Array, atB: number, words: number, size: number): boolean {
  for (let word = 0; word < words; word++) {
    const full = 2 ** Math.min(patternBits, size - word * patternBits) - 1;
    if (((a[atA + word] as number) | (b[atB + word] as number)) !== full) return false;
  }
  return true;
}

function hasBit(codes: Int32Array, at: number, element: number): boolean {
  const word = codes[at + Math.floor(element / patternBits)] as number;
  return ((word >> (element % patternBits)) & 1) === 1;
}

function bitCount(codes: Int32Array, at: number, words: number): number {
  let count = 0;
  for (let word = at; word < at + words; word++)
    for (let bits = codes[word] as number; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** Margins of one output, in float64. */
function marginsOf(forest: DecisionForest, rows: ForestRows, output: number): Float64Array {
  const { values, rowCount, columnOf } = rows;
  const isSingle = forest.precision === 'float32';
  const rounded = isSingle ? values.map(Math.fround) : values;
  const margins = decisionForestMargins({ ...forest, precision: 'float64' }, rounded, rowCount, columnOf);
  return Float64Array.from({ length: rowCount }, (_, row) => margins[row * forest.outputCount + output] as number);
}
