import { nearestName } from '@tend/table';
import type { StepDefinition } from './step-definition.ts';
import { bin } from './steps/bin.ts';
import { boolean } from './steps/boolean.ts';
import { categories } from './steps/categories.ts';
import { clip } from './steps/clip.ts';
import { dateParts } from './steps/date-parts.ts';
import { drop } from './steps/drop.ts';
import { elapsed } from './steps/elapsed.ts';
import { expression } from './steps/expression.ts';
import { frequency } from './steps/frequency.ts';
import { hash } from './steps/hash.ts';
import { hashNGrams } from './steps/hash-n-grams.ts';
import { impute } from './steps/impute.ts';
import { interact } from './steps/interact.ts';
import { lag } from './steps/lag.ts';
import { nGrams } from './steps/n-grams.ts';
import { oneHot } from './steps/one-hot.ts';
import { ordinal } from './steps/ordinal.ts';
import { passThrough } from './steps/pass-through.ts';
import { powerScale } from './steps/power-scale.ts';
import { quantileScale } from './steps/quantile-scale.ts';
import { rareLevels } from './steps/rare-levels.ts';
import { rolling } from './steps/rolling.ts';
import { scale } from './steps/scale.ts';
import { select } from './steps/select.ts';
import { targetEncode } from './steps/target-encode.ts';
import { textFacts } from './steps/text-facts.ts';

/** Every step there is, in the order in which documents list them. */
export const steps: readonly StepDefinition[] = [
  passThrough,
  boolean,
  impute,
  clip,
  scale,
  quantileScale,
  powerScale,
  bin,
  rareLevels,
  oneHot,
  categories,
  ordinal,
  frequency,
  hash,
  targetEncode,
  nGrams,
  hashNGrams,
  textFacts,
  dateParts,
  elapsed,
  lag,
  rolling,
  interact,
  expression,
  select,
  drop,
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
