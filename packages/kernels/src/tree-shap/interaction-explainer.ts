import type { DecisionForest } from '../decision-forest/decision-forest.ts';
import { forestCovers } from './forest-covers.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { type ForestRows, metFlags, type PathPatterns, pathPatterns, patternBits } from './path-patterns.ts';
import { type TreePaths, treePaths } from './tree-paths.ts';

/** Rows that pass through a tree before the next: their matrices stay in the second-level cache. */
const blockRows = 256;

/** Elements of paths that are kept from one call to the next; those of a larger forest are found for each anew. */
const mostKept = 2 ** 23;

/** Shapley interaction values of rows by a forest. */
export interface InteractionExplainer {
  /**
   * interactions[(row * featureCount + i) * featureCount + j] of one output: half of what i and j do together at i, j and at
   * j, i, and on the diagonal what i does alone, so that a row of the matrix sums to the feature's contribution.
   * `contributions` are those of `ForestExplainer.explain` for the same rows.
   */
  explain(rows: ForestRows, output: number, contributions: Float64Array): Float64Array;
}

/**
 * Exact path-dependent Shapley interaction values of a forest (Lundberg et al. 2020), by the quadrature of `forestExplainer`.
 * Undefined where they do not exist: leaves that are linear, or that no training weight is known of.
 */
export function interactionExplainer(forest: DecisionForest): InteractionExplainer | undefined {
  const covers = forestCovers(forest);
  if (covers === undefined) return undefined;
  const kept = new Map<number, TreePaths>();
  let room = mostKept;
  const pathsOf = (tree: number): TreePaths => {
    const known = kept.get(tree);
    if (known) return known;
    const made = treePaths(forest, forest.root[tree] as number, covers.shareLeft);
    room -= made.feature.length;
    if (room >= 0) kept.set(tree, made);
    return made;
  };
  return {
    explain(rows, output, contributions) {
      const { featureCount } = forest;
      const { rowCount } = rows;
      const interactions = new Float64Array(rowCount * featureCount * featureCount);
      for (let first = 0; first < rowCount; first += blockRows) {
        const count = Math.min(blockRows, rowCount - first);
        for (const [tree, own] of forest.output.entries())
          if (own === output) addTree(forest, pathsOf(tree), rows, first, count, interactions);
      }
      placeDiagonals(interactions, contributions, featureCount);
      return interactions;
    },
  };
}

/** What is left of a feature's contribution is its own. */
function placeDiagonals(interactions: Float64Array, contributions: Float64Array, featureCount: number): void {
  for (let at = 0; at < contributions.length; at++) {
    const row = at * featureCount;
    let others = 0;
    for (let j = row; j < row + featureCount; j++) others += interactions[j] as number;
    interactions[row + (at % featureCount)] = (contributions[at] as number) - others;
  }
}

function addTree(
  forest: DecisionForest,
  paths: TreePaths,
  rows: ForestRows,
  first: number,
  count: number,
  interactions: Float64Array,
): void {
  const { featureCount } = forest;
  const flags = metFlags(forest, paths, rows, first, count);
  for (let leaf = 0; leaf < paths.leaves.length; leaf++) {
    const begin = paths.start[leaf] as number;
    const size = (paths.start[leaf + 1] as number) - begin;
    if (size < 2) continue;
    const patterns = pathPatterns(paths, leaf, flags, count);
    const value = forest.leafValue[paths.leaves[leaf] as number] as number;
    const pairs = pairShares(value, paths.zero.subarray(begin, begin + size), patterns);
    const pairCount = (size * (size - 1)) / 2;
    for (let row = 0; row < count; row++) {
      const matrix = (first + row) * featureCount * featureCount;
      let pair = (patterns.of[row] as number) * pairCount;
      for (let i = 1; i < size; i++) {
        const a = paths.feature[begin + i] as number;
        for (let j = 0; j < i; j++, pair++) {
          const b = paths.feature[begin + j] as number;
          const share = pairs[pair] as number;
          (interactions[matrix + a * featureCount + b] as number) += share;
          (interactions[matrix + b * featureCount + a] as number) += share;
        }
      }
    }
  }
}

/**
 * For each pattern and each pair of elements i > j half of value (o_i - z_i) (o_j - z_j) times the integral of the product
 * of t o + (1 - t) z over the other elements.
 */
function pairShares(value: number, zero: Float64Array, patterns: PathPatterns): Float64Array {
  const size = zero.length;
  const { node, weight } = quadratureFor(size);
  const nodes = node.length;
  const shares = new Float64Array((patterns.patternCount * size * (size - 1)) / 2);
  // (o - z) / (t o + (1 - t) z) of each element and node.
  const slopes = new Float64Array(size * nodes);
  const products = new Float64Array(nodes);
  let pair = 0;
  for (let pattern = 0; pattern < patterns.patternCount; pattern++) {
    for (let k = 0; k < nodes; k++) products[k] = (weight[k] as number) * value * 0.5;
    for (let i = 0; i < size; i++) {
      const word = patterns.codes[pattern * patterns.words + Math.floor(i / patternBits)] as number;
      const one = (word >> (i % patternBits)) & 1;
      const z = zero[i] as number;
      for (let k = 0; k < nodes; k++) {
        const t = node[k] as number;
        const factor = t * one + (1 - t) * z;
        (products[k] as number) *= factor;
        slopes[i * nodes + k] = (one - z) / factor;
      }
    }
    for (let i = 1; i < size; i++)
      for (let j = 0; j < i; j++, pair++) {
        let sum = 0;
        for (let k = 0; k < nodes; k++)
          sum += (products[k] as number) * (slopes[i * nodes + k] as number) * (slopes[j * nodes + k] as number);
        shares[pair] = sum;
      }
  }
  return shares;
}

const quadratures = new Map<number, ReturnType<typeof gaussLegendre>>();

/** A rule that is exact for products of all elements but two. */
function quadratureFor(size: number): ReturnType<typeof gaussLegendre> {
  const count = Math.ceil((size - 1) / 2);
  let quadrature = quadratures.get(count);
  if (quadrature === undefined) {
    quadrature = gaussLegendre(count);
    quadratures.set(count, quadrature);
  }
  return quadrature;
}
