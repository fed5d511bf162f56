import type { CustomObjective, Targets } from '../../estimator.ts';
import { type Link, links, outputCountOf } from '../../link.ts';
import { InvalidData } from '../invalid-data.ts';
import type { BoostedTreesSettings } from './boosted-trees-parameters.ts';
import type { GradientUnits, Objective } from './objectives/objective.ts';
import { type KnownObjective, linkOfObjective } from './objectives/objective-names.ts';
import { objectiveOf } from './objectives/objective-of.ts';
import { queryStarts } from './objectives/query-starts.ts';

/** What a boosting minimises, on the data it learns from. */
export interface BoostedLoss extends GradientUnits {
  readonly link: Link;
  readonly outputCount: number;
  readonly initialMargins: readonly number[];
  /** Those that have something to learn: a class that no row has, or all, has not. */
  readonly learntOutputs: readonly number[];
  /** The first row of each query, and the number of rows; empty without queries. */
  readonly queryStarts: Int32Array;
  /** False where one kernel makes the gradients and rounds them. */
  readonly storesGradients: boolean;
}

/** The loss of the settings; `InvalidData` where the targets, or the absence of a custom objective, do not fit it. */
export function lossOf(
  settings: BoostedTreesSettings,
  data: Targets,
  custom: CustomObjective | undefined,
): BoostedLoss {
  const { objective: name } = settings;
  const outputCount = data.classCount ?? 1;
  const starts = data.query === undefined ? new Int32Array() : queryStarts(data.query);
  if ((name === 'custom') !== (custom !== undefined))
    throw new InvalidData(
      'objective of the context',
      name === 'custom' ? 'one' : `none with ${name}`,
      custom ? 'one' : 'none',
    );
  const shape = {
    outputCount,
    queryStarts: starts,
    learntOutputs: Array.from({ length: outputCount }, (_, output) => output),
    storesGradients: name !== 'logistic' || settings.sampling === 'goss' || settings.gradients === 'exact',
  };
  if (custom !== undefined) return { ...shape, ...customLoss(custom, data, outputCount) };
  const objective = objectiveOf({ ...settings, objective: name as KnownObjective }, outputCount, starts);
  checkTargets(objective, name, data);
  const initialMargins = objective.initialMargins(data);
  return {
    ...shape,
    link: linkOfObjective(name, data.task ?? 'binary') as Link,
    initialMargins,
    ...objective.units(data, initialMargins),
    learntOutputs: name === 'softmax' ? mixedClasses(data, outputCount) : shape.learntOutputs,
  };
}

function customLoss(
  custom: CustomObjective,
  data: Targets,
  outputCount: number,
): Pick<BoostedLoss, 'link' | 'initialMargins' | keyof GradientUnits> {
  const { link } = custom;
  if (!links.includes(link) || outputCountOf(link, 2) !== 2)
    throw new InvalidData('link of the custom objective', 'one that gives a prediction a margin', String(link));
  const initialMargins = custom.initialMargins(data);
  if (initialMargins.length !== outputCount || !initialMargins.every(Number.isFinite))
    throw new InvalidData(
      'initial margins of the custom objective',
      `${outputCount} finite numbers`,
      `[${initialMargins.join(', ')}]`,
    );
  return { link, initialMargins, gradientUnit: 1, hessianUnit: 1 };
}

function checkTargets({ targets }: Objective, name: string, { y }: Targets): void {
  if (targets === undefined) return;
  for (const [row, target] of y.entries())
    if (!targets.accepts(target))
      throw new InvalidData(`target of row ${row}`, `${targets.expected} for ${name}`, String(target));
}

/** Classes that some rows with weight have, and others have not. */
function mixedClasses({ y, weight }: Targets, classCount: number): readonly number[] {
  const seen = new Set<number>();
  for (const [row, label] of y.entries()) if (weight === undefined || weight[row] !== 0) seen.add(label);
  return seen.size < 2 ? [] : Array.from({ length: classCount }, (_, k) => k).filter((k) => seen.has(k));
}
