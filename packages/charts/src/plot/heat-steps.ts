import { divergingSteps, sequentialSteps } from '../tokens/token-style.ts';

/** Steps of a heat map: their lower bounds, ascending; a value has the step of the last bound that it reaches. */
export interface HeatSteps {
  readonly bounds: readonly number[];
  /** The class of the step that a value falls in; undefined below the first bound. */
  classOf(value: number): string | undefined;
  readonly classes: readonly string[];
}

/**
 * Bounds of at most seven steps for counts from `least` to `most`, round and each about as many times the one before.
 */
export function countSteps(least: number, most: number): HeatSteps {
  const perDecade = [[1, 2, 5], [1, 5], [1]];
  for (const digits of perDecade) {
    const bounds = roundBounds(digits, 10, least, most);
    if (bounds.length <= sequentialSteps.length) return stepsOf(bounds, spread(sequentialSteps, bounds.length));
  }
  const bounds = roundBounds([1], 1000, least, most);
  return stepsOf(bounds, spread(sequentialSteps, bounds.length));
}

/** The first bound is the last round number that no count falls below. */
function roundBounds(digits: readonly number[], ratio: number, least: number, most: number): readonly number[] {
  const bounds: number[] = [];
  for (let size = 1; size <= most; size *= ratio)
    bounds.push(...digits.map((digit) => digit * size).filter((bound) => bound <= most));
  const first = bounds.findLastIndex((bound) => bound <= least);
  return bounds.length === 0 ? [1] : bounds.slice(Math.max(0, first));
}

/** Seven steps of a strength from 0 to 1. */
export function strengthSteps(): HeatSteps {
  return stepsOf([0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9], sequentialSteps);
}

/** Seven steps of a share of rows, finer where shares are small. */
export function shareSteps(): HeatSteps {
  return stepsOf([0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.95], sequentialSteps);
}

/** Nine steps from -1 over a middle of nothing to 1. */
export function signedSteps(): HeatSteps {
  return stepsOf([-1, -0.7, -0.5, -0.3, -0.1, 0.1, 0.3, 0.5, 0.7], divergingSteps);
}

function stepsOf(bounds: readonly number[], classes: readonly string[]): HeatSteps {
  const classOf = (value: number): string | undefined => classes[bounds.findLastIndex((bound) => value >= bound)];
  return { bounds, classes, classOf };
}

/** Of so many steps those that lie furthest apart. */
function spread(steps: readonly string[], count: number): readonly string[] {
  if (count <= 1) return steps.slice(3, 4);
  return Array.from({ length: count }, (_, i) => steps[Math.round((i * (steps.length - 1)) / (count - 1))] ?? '');
}
