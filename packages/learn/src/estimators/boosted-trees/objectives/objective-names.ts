import type { Task } from '../../../estimator.ts';
import type { Link } from '../../../link.ts';

/** The losses that boosted trees know; `custom` is the one that the context of a fit brings. */
export const objectiveNames = [
  'logistic',
  'softmax',
  'squared',
  'absolute',
  'huber',
  'quantile',
  'poisson',
  'gamma',
  'tweedie',
  'lambdarank',
  'custom',
] as const;

export type ObjectiveName = (typeof objectiveNames)[number];
export type KnownObjective = Exclude<ObjectiveName, 'custom'>;

/** What fits each task, its usual one first. */
export const objectivesOfTask: Readonly<Record<Task, readonly ObjectiveName[]>> = {
  binary: ['logistic', 'custom'],
  regression: ['squared', 'absolute', 'huber', 'quantile', 'poisson', 'gamma', 'tweedie', 'custom'],
  multiclass: ['softmax', 'custom'],
  ranking: ['lambdarank', 'custom'],
};

/** The objective that a parameter names for a task; undefined where it does not fit. */
export function resolveObjective(name: string, task: Task): ObjectiveName | undefined {
  const known = objectivesOfTask[task];
  return name === 'auto' ? known[0] : known.find((objective) => objective === name);
}

/** The link of what a parameter names for a task; undefined where it does not fit, or is custom. */
export function linkOfObjective(name: string, task: Task): Link | undefined {
  const objective = resolveObjective(name, task);
  return objective === undefined || objective === 'custom' ? undefined : linksOf[objective];
}

const linksOf: Readonly<Record<KnownObjective, Link>> = {
  logistic: 'logistic',
  softmax: 'softmax',
  squared: 'identity',
  absolute: 'identity',
  huber: 'identity',
  quantile: 'identity',
  poisson: 'exponential',
  gamma: 'exponential',
  tweedie: 'exponential',
  lambdarank: 'identity',
};
