import type { Link } from '../../link.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { assembleForest } from '../assemble-forest.ts';
import { importedFeatures } from '../imported-features.ts';
import { type ImportedModel, importedModel } from '../imported-model.ts';
import type { Objective } from '../objective.ts';
import { lightgbmCategoryNames } from './lightgbm-category-names.ts';
import { lightgbmObjectives } from './lightgbm-objectives.ts';
import { lightgbmTree } from './lightgbm-tree.ts';
import { type Fields, integerOf, readLightgbmText, textOf, wordsOf } from './read-lightgbm-text.ts';

export interface LightgbmOptions {
  /**
   * Rounds of boosting to use; absent: all in the file. LightGBM writes a model up to its best iteration unless told
   * otherwise, and does not say in the file which that was.
   */
  readonly iterations?: number;
}

const maxFeatures = 2 ** 24;

/**
 * A model of LightGBM from its text (`save_model`, `model_to_string`; LightGBM 2.3 to 4.7), whatever booster grew it (gbdt, dart,
 * goss, rf), linear leaves among them. MalformedModel for anything else. Categories are predicted by their codes; where the model tells their
 * names, the fact `categories` lists them by feature as JSON, a name's place being its code.
 */
export function parseLightgbmModel(text: string, options: LightgbmOptions = {}): ImportedModel {
  const { header, trees, pandasCategorical } = readLightgbmText(text);
  const featureCount = integerOf(header, 'max_feature_idx', 0, maxFeatures, 'LightGBM model') + 1;
  const names = wordsOf(textOf(header, 'feature_names', 'LightGBM model'));
  if (names.length !== featureCount)
    throw new MalformedModel('LightGBM model, feature_names', `${featureCount} names`, String(names.length));
  const perIteration = integerOf(header, 'num_tree_per_iteration', 1, Math.max(1, trees.length), 'LightGBM model');
  if (trees.length % perIteration !== 0)
    throw new MalformedModel('LightGBM model', `whole iterations of ${perIteration} trees`, `${trees.length} trees`);
  const iterations = usedIterations(trees.length / perIteration, options.iterations);
  const objective = readObjective(header, perIteration);
  const { features, placeOf } = importedFeatures(names);
  // A random forest's prediction is the mean over its iterations.
  const scale = header.has('average_output') && iterations > 0 ? 1 / iterations : 1;
  const forest = assembleForest(
    { featureCount, outputCount: perIteration, precision: 'float64', base: new Float64Array(perIteration), placeOf },
    trees
      .slice(0, iterations * perIteration)
      .map((fields, index) => lightgbmTree(fields, index % perIteration, scale, `tree ${index}`)),
  );
  const categories = lightgbmCategoryNames(pandasCategorical, names, wordsOf(header.get('feature_infos') ?? ''));
  const facts = { iterations, ...(categories && { categories: JSON.stringify(categories) }) };
  return importedModel({ source: 'lightgbm', ...objective, features, forest, facts });
}

function usedIterations(available: number, asked: number = available): number {
  if (!(Number.isInteger(asked) && asked >= 1 && asked <= available) && asked !== available)
    throw new RangeError(`iterations: expected 1 to ${available}, came ${asked}`);
  return asked;
}

interface ReadObjective extends Objective {
  readonly objective: string;
  readonly linkScale: number;
}

/** `objective=binary sigmoid:1`: a name and its settings; no line at all for an objective of the user's own. */
function readObjective(header: Fields, perIteration: number): ReadObjective {
  const [name = 'custom', ...settings] = wordsOf(header.get('objective') ?? '');
  const known = Object.hasOwn(lightgbmObjectives, name) ? lightgbmObjectives[name] : undefined;
  if (known === undefined)
    throw new MalformedModel('LightGBM model, objective', `one of ${Object.keys(lightgbmObjectives).join(', ')}`, name);
  if (known.task !== 'multiclass' && name !== 'custom' && perIteration !== 1)
    throw new MalformedModel('LightGBM model, num_tree_per_iteration', `1 for ${name}`, String(perIteration));
  const sigmoid = settings.find((setting) => setting.startsWith('sigmoid:'))?.slice(8);
  const linkScale = sigmoid === undefined ? 1 : Number(sigmoid);
  if (!(linkScale >= 1e-12 && linkScale <= 1e12))
    throw new MalformedModel('LightGBM model, sigmoid', 'a positive number', String(sigmoid));
  const link: Link = settings.includes('sqrt') ? 'signedSquare' : known.link;
  return { task: known.task, link, objective: name, linkScale };
}
