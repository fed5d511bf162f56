import type { Feature, FittedManifest, FittedName } from '../estimator.ts';
import { MalformedModel } from '../malformed-model.ts';
import { type ParameterSpace, resolveParameters } from '../parameters.ts';
import { categoryCount, isCategoryCount } from './category-count.ts';

/**
 * Throws `MalformedModel` unless a manifest, which may come from anywhere, is one of this estimator: its name, valid
 * parameters, distinct features with name and source, facts that are plain values.
 */
export function checkManifest(estimator: FittedName, space: ParameterSpace, manifest: FittedManifest): void {
  if (!isRecord(manifest)) throw new MalformedModel('manifest', 'an object', String(manifest));
  if (manifest.estimator !== estimator)
    throw new MalformedModel('manifest.estimator', estimator, String(manifest.estimator));
  if (!isRecord(manifest.parameters))
    throw new MalformedModel('manifest.parameters', 'an object', String(manifest.parameters));
  const [issue] = resolveParameters(space, manifest.parameters).issues;
  if (issue) throw new MalformedModel(`manifest.parameters.${issue.parameter}`, issue.expected, issue.came);
  if (!Array.isArray(manifest.features))
    throw new MalformedModel('manifest.features', 'a list', String(manifest.features));
  const names = new Set<string>();
  for (const [i, feature] of manifest.features.entries()) {
    if (!isFeature(feature))
      throw new MalformedModel(`manifest.features[${i}]`, 'a name and a source', JSON.stringify(feature));
    if (names.has(feature.name)) throw new MalformedModel(`manifest.features[${i}]`, 'a name of its own', feature.name);
    names.add(feature.name);
    if (feature.categories !== undefined && !isCategoryCount(feature.categories))
      throw new MalformedModel(`manifest.features[${i}].categories`, categoryCount, String(feature.categories));
  }
  if (!isRecord(manifest.facts)) throw new MalformedModel('manifest.facts', 'an object', String(manifest.facts));
  for (const [name, fact] of Object.entries(manifest.facts))
    if (!['number', 'boolean', 'string'].includes(typeof fact))
      throw new MalformedModel(`manifest.facts.${name}`, 'a number, boolean or string', typeof fact);
}

function isFeature(value: unknown): value is Feature {
  if (!isRecord(value)) return false;
  const { name, source }: { name?: unknown; source?: unknown } = value;
  return typeof name === 'string' && typeof source === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
