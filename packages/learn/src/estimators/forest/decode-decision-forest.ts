import { type DecisionForest, type LinearLeaves, splitRule } from '@tend/kernels';
import { MalformedModel } from '../../malformed-model.ts';
import { type ByteReader, byteReader } from '../byte-reader.ts';
import {
  decisionForestMagic,
  leafBytes,
  linearBytes,
  splitBytes,
  termBytes,
  treeBytes,
} from './encode-decision-forest.ts';
import { maxDepth } from './max-depth.ts';

const allRules = Object.values(splitRule).reduce((sum: number, bit) => sum + bit, 0);

/** The forest in `weights`, which may come from anywhere; MalformedModel for whatever `encodeDecisionForest` cannot have written. */
export function decodeDecisionForest(weights: Uint8Array, featureCount: number): DecisionForest {
  const reader = byteReader(weights, 'forest weights');
  expectEqual(reader.u32(), decisionForestMagic, 'magic');
  const precision = within(reader.u8(), 1, 'precision') === 1 ? 'float32' : 'float64';
  expectEqual(reader.u32(), featureCount, 'features');
  const base = readMany(reader, 8, () => finite(reader.f64(), 'base'));
  if (base.length === 0) throw new MalformedModel('forest weights, outputs', 'at least 1', '0');
  const trees = readMany(reader, treeBytes, () => ({
    root: reader.u32() | 0,
    output: within(reader.u32(), base.length - 1, 'output of a tree'),
  }));
  const splits = readMany(reader, splitBytes, () => ({
    feature: within(reader.u32(), featureCount - 1, 'feature of a split'),
    threshold: number(reader.f64(), 'threshold'),
    rule: within(reader.u8(), allRules, 'rule'),
    words: reader.u32(),
    left: reader.u32() | 0,
    right: reader.u32() | 0,
  }));
  const setWords = Uint32Array.from(readMany(reader, 4, reader.u32));
  const setStart = startsOf(splits.map(({ words }) => words));
  expectEqual(setStart.at(-1) ?? 0, setWords.length, 'words of category sets');
  const leaves = readMany(reader, leafBytes, () => ({
    value: finite(reader.f64(), 'value of a leaf'),
    cover: finite(reader.f64(), 'cover of a leaf'),
  }));
  const linear = readLinear(reader, featureCount, leaves.length);
  const gain = readMany(reader, 8, () => finite(reader.f64(), 'gain of a split'));
  if (gain.length > 0) expectEqual(gain.length, splits.length, 'gains');
  reader.finish();
  const left = splits.map((split) => split.left);
  const right = splits.map((split) => split.right);
  const roots = trees.map(({ root }) => root);
  checkNodes(roots, left, right, leaves.length);
  return {
    featureCount,
    outputCount: base.length,
    precision,
    base: Float64Array.from(base),
    root: Int32Array.from(roots),
    output: Int32Array.from(trees, ({ output }) => output),
    feature: Int32Array.from(splits, ({ feature }) => feature),
    threshold: Float64Array.from(splits, ({ threshold }) => threshold),
    rule: Uint8Array.from(splits, ({ rule }) => rule),
    setStart: Int32Array.from(setStart),
    setWords,
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    leafValue: Float64Array.from(leaves, ({ value }) => value),
    leafCover: Float64Array.from(leaves, ({ cover }) => cover),
    ...(linear && { linear }),
    ...(gain.length > 0 && { gain: Float64Array.from(gain) }),
  };
}

function readLinear(reader: ByteReader, featureCount: number, leafCount: number): LinearLeaves | undefined {
  const leaves = readMany(reader, linearBytes, () => ({
    constant: finite(reader.f64(), 'constant'),
    terms: reader.u32(),
  }));
  const terms = readMany(reader, termBytes, () => ({
    feature: within(reader.u32(), featureCount - 1, 'feature of a linear leaf'),
    coefficient: finite(reader.f64(), 'coefficient'),
  }));
  const start = startsOf(leaves.map((leaf) => leaf.terms));
  expectEqual(start.at(-1) ?? 0, terms.length, 'terms of linear leaves');
  if (leaves.length === 0) return undefined;
  expectEqual(leaves.length, leafCount, 'linear leaves');
  return {
    constant: Float64Array.from(leaves, ({ constant }) => constant),
    start: Int32Array.from(start),
    feature: Int32Array.from(terms, ({ feature }) => feature),
    coefficient: Float64Array.from(terms, ({ coefficient }) => coefficient),
  };
}

/** Every split and every leaf has one parent, or is one root, and stands after it: no cycle, nothing shared or lost. */
function checkNodes(roots: readonly number[], left: readonly number[], right: readonly number[], leaves: number): void {
  const seenSplits = new Uint8Array(left.length);
  const seenLeaves = new Uint8Array(leaves);
  const depth = new Int32Array(left.length);
  const visit = (node: number, after: number): void => {
    const seen = node < 0 ? seenLeaves : seenSplits;
    const index = node < 0 ? ~node : node;
    if (index >= seen.length || (node >= 0 && node <= after))
      throw new MalformedModel('forest weights, child', 'a later split or a leaf', String(node));
    if (seen[index] === 1) throw new MalformedModel('forest weights, child', 'a node of its own', String(node));
    seen[index] = 1;
    const below = after < 0 ? 0 : (depth[after] as number) + 1;
    if (below > maxDepth) throw new MalformedModel('forest weights', `at most ${maxDepth} splits deep`, `${below}`);
    if (node >= 0) depth[node] = below;
  };
  for (const root of roots) visit(root, -1);
  for (const [split, child] of left.entries()) {
    visit(child, split);
    visit(right[split] as number, split);
  }
  if (seenSplits.includes(0) || seenLeaves.includes(0))
    throw new MalformedModel('forest weights', 'nodes that each have a parent', 'one that has none');
}

function readMany<T>(reader: ByteReader, itemBytes: number, read: () => T): readonly T[] {
  return Array.from({ length: reader.count(itemBytes) }, read);
}

function startsOf(lengths: readonly number[]): readonly number[] {
  const starts = [0];
  for (const [i, length] of lengths.entries()) starts.push((starts[i] as number) + length);
  return starts;
}

function expectEqual(came: number, expected: number, what: string): void {
  if (came !== expected) throw new MalformedModel(`forest weights, ${what}`, String(expected), String(came));
}

function within(value: number, most: number, what: string): number {
  if (value > most) throw new MalformedModel(`forest weights, ${what}`, `0 to ${most}`, String(value));
  return value;
}

function number(value: number, what: string): number {
  if (Number.isNaN(value)) throw new MalformedModel(`forest weights, ${what}`, 'a number', 'NaN');
  return value;
}

function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new MalformedModel(`forest weights, ${what}`, 'a finite number', String(value));
  return value;
}
