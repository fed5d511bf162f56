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

/** More cannot stand in one array. */
const mostSetWords = 2 ** 31 - 1;
const allRules = Object.values(splitRule).reduce((sum: number, bit) => sum + bit, 0);

/** The forest in `weights`, which may come from anywhere; MalformedModel for whatever `encodeDecisionForest` cannot have written. */
export function decodeDecisionForest(weights: Uint8Array, featureCount: number): DecisionForest {
  const reader = byteReader(weights, 'forest weights');
  expectEqual(reader.u32(), decisionForestMagic, 'magic');
  const precision = within(reader.u8(), 1, 'precision') === 1 ? 'float32' : 'float64';
  expectEqual(reader.u32(), featureCount, 'features');
  const base = new Float64Array(reader.count(8)).map(() => finite(reader.f64(), 'base'));
  if (base.length === 0) throw new MalformedModel('forest weights, outputs', 'at least 1', '0');
  const trees = readTrees(reader, base.length);
  const splits = readSplits(reader, featureCount);
  const setWords = new Uint32Array(reader.count(4)).map(reader.u32);
  expectEqual(splits.setStart.at(-1) as number, setWords.length, 'words of category sets');
  const leaves = readLeaves(reader);
  const linear = readLinear(reader, featureCount, leaves.leafValue.length);
  const gain = new Float64Array(reader.count(8)).map(() => finite(reader.f64(), 'gain of a split'));
  if (gain.length > 0) expectEqual(gain.length, splits.feature.length, 'gains');
  reader.finish();
  checkNodes(trees.root, splits.left, splits.right, leaves.leafValue.length);
  return {
    featureCount,
    outputCount: base.length,
    precision,
    base,
    ...trees,
    ...splits,
    setWords,
    ...leaves,
    ...(linear && { linear }),
    ...(gain.length > 0 && { gain }),
  };
}

function readTrees(reader: ByteReader, outputCount: number): Pick<DecisionForest, 'root' | 'output'> {
  const count = reader.count(treeBytes);
  const trees = { root: new Int32Array(count), output: new Int32Array(count) };
  for (let tree = 0; tree < count; tree++) {
    trees.root[tree] = reader.u32();
    trees.output[tree] = within(reader.u32(), outputCount - 1, 'output of a tree');
  }
  return trees;
}

type Splits = Pick<DecisionForest, 'feature' | 'threshold' | 'rule' | 'setStart' | 'left' | 'right'>;

function readSplits(reader: ByteReader, featureCount: number): Splits {
  const count = reader.count(splitBytes);
  const splits = {
    feature: new Int32Array(count),
    threshold: new Float64Array(count),
    rule: new Uint8Array(count),
    setStart: new Int32Array(count + 1),
    left: new Int32Array(count),
    right: new Int32Array(count),
  };
  let words = 0;
  for (let split = 0; split < count; split++) {
    splits.feature[split] = within(reader.u32(), featureCount - 1, 'feature of a split');
    splits.threshold[split] = number(reader.f64(), 'threshold');
    splits.rule[split] = within(reader.u8(), allRules, 'rule');
    words = within(words + reader.u32(), mostSetWords, 'words of category sets');
    splits.setStart[split + 1] = words;
    splits.left[split] = reader.u32();
    splits.right[split] = reader.u32();
  }
  return splits;
}

function readLeaves(reader: ByteReader): Pick<DecisionForest, 'leafValue' | 'leafCover'> {
  const count = reader.count(leafBytes);
  const leaves = { leafValue: new Float64Array(count), leafCover: new Float64Array(count) };
  for (let leaf = 0; leaf < count; leaf++) {
    leaves.leafValue[leaf] = finite(reader.f64(), 'value of a leaf');
    leaves.leafCover[leaf] = finite(reader.f64(), 'cover of a leaf');
  }
  return leaves;
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
function checkNodes(roots: Int32Array, left: Int32Array, right: Int32Array, leaves: number): void {
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
