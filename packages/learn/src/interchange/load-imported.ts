import type { FittedManifest } from '../estimator.ts';
import { checkManifest } from '../estimators/check-manifest.ts';
import { decodeDecisionForest } from '../estimators/forest/decode-decision-forest.ts';
import { type Link, links } from '../link.ts';
import { MalformedModel } from '../malformed-model.ts';
import { type ImportedModel, openImported } from './imported-model.ts';
import { importedParameters } from './imported-parameters.ts';
import { importedTask } from './imported-task.ts';
import { lightgbmObjectives } from './lightgbm/lightgbm-objectives.ts';
import { xgboostObjectives } from './xgboost/xgboost-objectives.ts';

/** An imported model from its stored manifest and weights; MalformedModel for anything the importers have not written. */
export function loadImported(manifest: FittedManifest, weights: Uint8Array): ImportedModel {
  checkManifest('imported', importedParameters, manifest);
  const { source, objective, linkScale } = manifest.parameters;
  const objectives = source === 'lightgbm' ? lightgbmObjectives : xgboostObjectives;
  const known = Object.hasOwn(objectives, String(objective)) ? objectives[String(objective)] : undefined;
  if (known === undefined)
    throw new MalformedModel('manifest.parameters.objective', `one of ${source}`, String(objective));
  const link = links.find((name): name is Link => name === manifest.parameters.link) ?? 'identity';
  const forest = decodeDecisionForest(weights, manifest.features.length);
  const { task = 'binary', classCount } = importedTask(known.task, forest.outputCount);
  if ((manifest.task ?? 'binary') !== task || manifest.classCount !== classCount)
    throw new MalformedModel(
      'manifest.task',
      task === 'multiclass' ? `${task} of ${classCount} classes` : task,
      `${String(manifest.task)} of ${String(manifest.classCount)}`,
    );
  return openImported(manifest, weights.slice(), forest, { task: known.task, link, linkScale: Number(linkScale ?? 1) });
}
