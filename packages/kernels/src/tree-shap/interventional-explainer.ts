import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { decisionForestMargins } from '../decision-forest/decision-forest-margins.ts';
import type { ForestExplanations } from './forest-explainer.ts';
import { type ForestRows, metFlags, type PathPatterns, pathPatterns, patternBits } from './path-patterns.ts';
import { type TreePaths, treePaths } from './tree-paths.ts';

/** Rows that pass through a tree before the next. */
const blockRows = 2048;

/** Explanations of the margins of rows against a background: `base(output)` and a row's contributions sum to its margin. */
export interface InterventionalExplainer {
  /** The mean margin of the background. */
  base(output: number): number;
  explain(rows: ForestRows, output: number): ForestExplanations;
}

/** Patterns of the background that are kept from one call to the next; of a larger forest they are found for each anew. */
const mostKept = 2 ** 23;

/**
 * Exact interventional Shapley values of a forest against the rows of `background` (at least one): unknown features have the
 * values of a background row, whatever the known ones are. Undefined for linear leaves. Source: Lundberg et al. 2020; rows,
 * and background rows, that meet the same elements of a path are counted together.
 */
export function interventionalExplainer(
  forest: DecisionForest,
  background: ForestRows,
): InterventionalExplainer | undefined {
  if (forest.linear) return undefined;
  const kept = new Map<number, TreeBackground>();
  let room = mostKept;
  const backgroundOf = (tree: number): TreeBackground => {
    const known = kept.get(tree);
    if (known) return known;
    const made = treeBackground(forest, forest.root[tree] as number, background);
    room -= made.sizeNumbers;
    if (room >= 0) kept.set(tree, made);
    return made;
  };
  return {
    base(output) {
      let sum = 0;
      for (const margin of marginsOf(forest, background, output)) sum += margin;
      return sum / background.rowCount;
    },
    explain(rows, output) {
      const contributions = new Float64Array(rows.rowCount * forest.featureCount);
      for (const [tree, own] of forest.output.entries()) {
        if (own !== output) continue;
        const of = backgroundOf(tree);
        for (let first = 0; first < rows.rowCount; first += blockRows) addTree(forest, of, rows, first, contributions);
      }
      return { contributions, margins: marginsOf(forest, rows, output) };
    },
  };
}

/** What the background's rows meet on the paths of a tree, leaf by leaf. */
interface TreeBackground {
  readonly paths: TreePaths;
  readonly leaves: readonly CountedPatterns[];
  readonly sizeNumbers: number;
}

interface CountedPatterns extends Pick<PathPatterns, 'codes' | 'patternCount'> {
  /** The share of the background rows that have the pattern. */
  readonly share: Float64Array;
}

function treeBackground(forest: DecisionForest, root: number, background: ForestRows): TreeBackground {
  const { rowCount } = background;
  const paths = treePaths(forest, root);
  const flags = metFlags(forest, paths, background, 0, rowCount);
  let sizeNumbers = paths.feature.length * 3;
  const leaves = Array.from(paths.leaves.keys(), (leaf) => {
    const { codes, words, patternCount, of } = pathPatterns(paths, leaf, flags, rowCount);
    const share = new Float64Array(patternCount);
    for (const pattern of of) (share[pattern] as number) += 1 / rowCount;
    sizeNumbers += patternCount * (words + 2);
    return { codes: codes.slice(0, patternCount * words), patternCount, share };
  });
  return { paths, leaves, sizeNumbers };
}

function addTree(
  forest: DecisionForest,
  { paths, leaves }: TreeBackground,
  rows: ForestRows,
  first: number,
  contributions: Float64Array,
): void {
  const { featureCount } = forest;
  const count = Math.min(blockRows, rows.rowCount - first);
  const flags = metFlags(forest, paths, rows, first, count);
  for (const [leaf, background] of leaves.entries()) {
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
