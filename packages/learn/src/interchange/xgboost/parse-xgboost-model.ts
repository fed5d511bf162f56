import { MalformedModel } from '../../malformed-model.ts';
import { assembleForest } from '../assemble-forest.ts';
import { importedFeatures } from '../imported-features.ts';
import { type ImportedModel, importedModel } from '../imported-model.ts';
import { baseMargins } from './base-margins.ts';
import { countOf, memberOf, numbersOf, optionalOf, readDocument, textsOf } from './read-document.ts';
import { xgboostCategoryNames } from './xgboost-category-names.ts';
import { type XgboostObjective, xgboostObjectives } from './xgboost-objectives.ts';
import { xgboostTree } from './xgboost-tree.ts';

export interface XgboostOptions {
  /**
   * Rounds of boosting to use. Absent: up to the best iteration where early stopping stored one (as XGBoost's scikit-learn
   * interface predicts), else all; `all` is what `Booster.predict` does.
   */
  readonly iterations?: number | 'all';
}

const maxCount = 2 ** 24;
/** Names made up for features that have none, and outputs that no tree adds to, cost memory that a short file has not paid for. */
const maxUnnamed = 2 ** 20;
const maxWithoutTrees = 1024;

/**
 * A model of XGBoost from JSON or UBJSON (`save_model`, `save_raw`; XGBoost 1.7 to 3.2), boosters gbtree and dart, to be predicted in
 * float32 as there. MalformedModel for anything else, among it linear boosters and trees of several outputs each. Categories
 * are predicted by their codes; where the model tells their names (3.1 and later), the fact `categories` lists them by feature as
 * JSON, a name's place being its code.
 */
export function parseXgboostModel(model: Uint8Array | string, options: XgboostOptions = {}): ImportedModel {
  const learner = memberOf(readDocument(model), 'learner', 'model');
  const parameters = memberOf(learner, 'learner_model_param', 'learner');
  const featureCount = countOf(memberOf(parameters, 'num_feature', 'learner'), maxCount, 'num_feature');
  const { name, objective } = readObjective(learner);
  const classes = countOf(optionalOf(parameters, 'num_class') ?? '0', maxCount, 'num_class');
  const targets = countOf(optionalOf(parameters, 'num_target') ?? '1', maxCount, 'num_target');
  const { booster, weights } = readBooster(memberOf(learner, 'gradient_booster', 'learner'));
  const trees = listOf(memberOf(booster, 'trees', 'model'), 'model.trees');
  const outputCount = Math.max(1, classes, targets);
  // Every output has a tree a round, so a count beyond the trees is a lie.
  const maxOutputs = trees.length === 0 ? maxWithoutTrees : trees.length;
  if (outputCount > maxOutputs)
    throw new MalformedModel('num_class', `at most ${maxOutputs} as there are trees`, String(outputCount));
  const outputs = numbersOf(memberOf(booster, 'tree_info', 'model'), 'model.tree_info', trees.length);
  if (weights !== undefined && weights.length !== trees.length)
    throw new MalformedModel('weight_drop', `${trees.length} weights`, String(weights.length));
  const base = baseMargins(memberOf(parameters, 'base_score', 'learner'), objective.baseScale, outputCount);
  const names = readNames(learner, featureCount);
  const { features, placeOf } = importedFeatures(names);
  const ends = roundEnds(booster, trees.length, outputCount);
  const iterations = usedIterations(ends.length, options.iterations ?? bestIterations(learner) ?? 'all');
  const forest = assembleForest(
    { featureCount, outputCount, precision: 'float32', base, placeOf },
    trees
      .slice(0, iterations === 0 ? 0 : ends[iterations - 1])
      .map((tree, t) => xgboostTree(tree, outputs[t] as number, Math.fround(weights?.[t] ?? 1), `tree ${t}`)),
  );
  const { task, link } = objective;
  const categories = xgboostCategoryNames(booster, names);
  const facts = { iterations, ...(categories && { categories: JSON.stringify(categories) }) };
  return importedModel({ source: 'xgboost', objective: name, task, link, linkScale: 1, features, forest, facts });
}

function readObjective(learner: unknown): { readonly name: string; readonly objective: XgboostObjective } {
  const name = String(memberOf(memberOf(learner, 'objective', 'learner'), 'name', 'objective'));
  const objective = Object.hasOwn(xgboostObjectives, name) ? xgboostObjectives[name] : undefined;
  if (objective === undefined)
    throw new MalformedModel('objective', `one of ${Object.keys(xgboostObjectives).join(', ')}`, name);
  return { name, objective };
}

/** The trees' model and, of a dart booster, the weight of each tree. */
function readBooster(booster: unknown): { readonly booster: unknown; readonly weights: Float64Array | undefined } {
  const name = memberOf(booster, 'name', 'gradient_booster');
  if (name === 'gbtree') return { booster: memberOf(booster, 'model', 'gradient_booster'), weights: undefined };
  if (name !== 'dart') throw new MalformedModel('gradient_booster', 'gbtree or dart', String(name));
  const inner = memberOf(memberOf(booster, 'gbtree', 'gradient_booster'), 'model', 'gbtree');
  return { booster: inner, weights: numbersOf(memberOf(booster, 'weight_drop', 'gradient_booster'), 'weight_drop') };
}

/** f0, f1, ... where the model has no names, as XGBoost calls them. */
function readNames(learner: unknown, featureCount: number): readonly string[] {
  const names = textsOf(optionalOf(learner, 'feature_names') ?? [], 'feature_names');
  if (names.length === 0 && featureCount > maxUnnamed)
    throw new MalformedModel('num_feature', `at most ${maxUnnamed} without names`, String(featureCount));
  if (names.length === 0) return Array.from({ length: featureCount }, (_, f) => `f${f}`);
  if (names.length !== featureCount)
    throw new MalformedModel('feature_names', `${featureCount} names`, String(names.length));
  return names;
}

/** The number of trees after each round of boosting; before 2.0 a model did not list them. */
function roundEnds(booster: unknown, treeCount: number, outputCount: number): readonly number[] {
  const listed = optionalOf(booster, 'iteration_indptr');
  if (listed !== undefined) {
    const starts = numbersOf(listed, 'iteration_indptr');
    const isRising = starts[0] === 0 && starts.every((at, i) => i === 0 || at >= (starts[i - 1] as number));
    if (!isRising || starts.at(-1) !== treeCount)
      throw new MalformedModel('iteration_indptr', `rising numbers from 0 to ${treeCount}`, 'others');
    return [...starts.subarray(1)];
  }
  const parallel = optionalOf(memberOf(booster, 'gbtree_model_param', 'model'), 'num_parallel_tree') ?? '1';
  const each = outputCount * Math.max(1, countOf(parallel, maxCount, 'num_parallel_tree'));
  if (treeCount % each !== 0) throw new MalformedModel('trees', `whole rounds of ${each}`, String(treeCount));
  return Array.from({ length: treeCount / each }, (_, round) => (round + 1) * each);
}

function bestIterations(learner: unknown): number | undefined {
  const best = optionalOf(optionalOf(learner, 'attributes'), 'best_iteration');
  return best === undefined ? undefined : countOf(best, maxCount, 'best_iteration') + 1;
}

function usedIterations(available: number, asked: number | 'all'): number {
  if (asked === 'all') return available;
  if (!(Number.isInteger(asked) && asked >= 1 && asked <= available))
    throw new RangeError(`iterations: expected 1 to ${available}, came ${asked}`);
  return asked;
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedModel(path, 'a list', typeof value);
  return value;
}
