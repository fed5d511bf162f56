import type { FittedManifest } from '../estimator.ts';
import { checkManifest } from '../estimators/check-manifest.ts';
import { decodeDecisionForest } from '../estimators/forest/decode-decision-forest.ts';
import { type Link, links } from '../link.ts';
import { MalformedModel } from '../malformed-model.ts';
import { type ImportedModel, openImported } from './imported-model.ts';
import { importedParameters } from './imported-parameters.ts';
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
  return openImported(manifest, weights.slice(), forest, { task: known.task, link, linkScale: Number(linkScale ?? 1) });
}
