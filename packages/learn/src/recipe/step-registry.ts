import { nearestName } from '@tend/table';
import type { StepDefinition } from './step-definition.ts';
import { categories } from './steps/categories.ts';
import { clip } from './steps/clip.ts';
import { dateParts } from './steps/date-parts.ts';
import { expression } from './steps/expression.ts';
import { impute } from './steps/impute.ts';
import { oneHot } from './steps/one-hot.ts';
import { passThrough } from './steps/pass-through.ts';
import { scale } from './steps/scale.ts';

/** Every step there is, in the order in which documents list them. */
export const steps: readonly StepDefinition[] = [
  passThrough,
  impute,
  clip,
  scale,
  oneHot,
  categories,
  dateParts,
  expression,
];

const byName: ReadonlyMap<string, StepDefinition> = new Map(steps.map((step) => [step.name, step]));

/** The step of this name, or undefined. */
export function stepNamed(name: string): StepDefinition | undefined {
  return byName.get(name);
}

/** What to say of a name that no step has. */
export function stepAdvice(name: string): string {
  const names = [...byName.keys()];
  const nearest = nearestName(name, names);
  return nearest === undefined ? `one of ${names.join(', ')}` : `a step such as ${nearest}`;
}
