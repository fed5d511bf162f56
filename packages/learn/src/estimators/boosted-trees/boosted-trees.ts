import type { Estimator, FittedManifest } from '../../estimator.ts';
import { type Link, links } from '../../link.ts';
import { MalformedModel } from '../../malformed-model.ts';
import { checkManifest } from '../check-manifest.ts';
import { checkStoredTask } from '../check-stored-task.ts';
import { fittedForest, loadForest } from '../forest/fitted-forest.ts';
import { withClassWeights } from '../logistic/class-weights.ts';
import { outcomeOf, storedTask } from '../outcome.ts';
import { type Boosted, boost } from './boost.ts';
import { boostedTreesParameters, boostedTreesSettings } from './boosted-trees-parameters.ts';
import { linkOfObjective } from './objectives/objective-names.ts';

/**
 * Gradient-boosted histogram trees on any of the losses of `objective`; missing values and infinities are allowed. Features
 * are float32 and compared as such. Splits come from quantised gradients: integer sums, so the bytes of a model do not
 * depend on the order of addition; for the same reason a row of weight 2 is not exactly a row seen twice (each row is
 * rounded by its own hash). Leaf values of all losses but the logistic come from unrounded gradients. With `gradients`
 * exact, sums are of float64 rounded to a common grid on which they are exact, and a row of weight 2 is a row seen twice.
 */
export const boostedTrees: Estimator = {
  name: 'boostedTrees',
  parameters: boostedTreesParameters,
  tasks: ['binary', 'regression', 'multiclass', 'ranking'],
  options: ['earlyStopping', 'start', 'objective'],
  categories: true,
  fitColumns(parameters, data, context) {
    const settings = boostedTreesSettings(parameters, data.x.features, data.task ?? 'binary');
    const boosted = boost(settings, withClassWeights(data, settings.classWeight), context);
    const manifest: FittedManifest = {
      estimator: 'boostedTrees',
      parameters,
      features: data.x.features,
      ...storedTask(data),
      facts: factsOf(boosted, settings.objective === 'custom'),
    };
    return fittedForest(manifest, boosted.forest, boosted.link);
  },
  load(manifest, weights) {
    checkManifest('boostedTrees', boostedTreesParameters, manifest);
    checkStoredTask(boostedTrees.tasks, manifest);
    return loadForest(manifest, weights, storedLink(manifest));
  },
};

function factsOf({ forest, link, best }: Boosted, isCustom: boolean): FittedManifest['facts'] {
  return {
    trees: forest.root.length,
    leaves: forest.leafValue.length,
    ...(best && { bestRound: best.rounds, bestScore: best.score }),
    ...(isCustom && { link }),
  };
}

/** The link of the stored objective; a custom one has left it among the facts. */
function storedLink(manifest: FittedManifest): Link {
  const objective = String(manifest.parameters.objective ?? 'auto');
  const link = linkOfObjective(objective, outcomeOf(manifest).task);
  if (link !== undefined) return link;
  const stored = links.find((known) => known === manifest.facts.link);
  if (objective !== 'custom') throw new MalformedModel('manifest.parameters.objective', 'one of its task', objective);
  if (stored === undefined)
    throw new MalformedModel('manifest.facts.link', `one of ${links.join(', ')}`, String(manifest.facts.link));
  return stored;
}
