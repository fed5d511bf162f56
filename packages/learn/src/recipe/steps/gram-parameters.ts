import type { ParameterConstraint } from '../../parameters.ts';
import { type GramRule, gramUnits } from '../../text/n-grams.ts';
import { malformed, readChoice, readNumber } from '../read-json.ts';

const maxLength = 8;

export const norms = ['l2', 'l1', 'none'] as const;
export type Norm = (typeof norms)[number];

/** The parameters of steps that read n-grams of texts. */
export const gramParameters: {
  readonly unit: ParameterConstraint & { readonly type: 'choice'; readonly choices: typeof gramUnits };
  readonly shortest: ParameterConstraint & { readonly type: 'integer' };
  readonly longest: ParameterConstraint & { readonly type: 'integer' };
  readonly norm: ParameterConstraint & { readonly type: 'choice'; readonly choices: typeof norms };
} = {
  unit: {
    type: 'choice',
    default: 'words',
    choices: gramUnits,
    description:
      'Words of two characters and more, characters, or characters within each word and the blanks around it; all in small letters.',
  },
  shortest: { type: 'integer', default: 1, min: 1, max: maxLength, description: 'The least words or characters.' },
  longest: { type: 'integer', default: 1, min: 1, max: maxLength, description: 'The most words or characters.' },
  norm: {
    type: 'choice',
    default: 'l2',
    choices: norms,
    description:
      'What the features of a text are divided by: the root of the sum of squares, the sum of sizes, or nothing.',
  },
};

/** What is wrong with the lengths of n-grams, if anything. */
export function lengthIssue({ shortest, longest }: Omit<GramRule, 'unit'>): string | undefined {
  return shortest > longest ? `shortest ${shortest} above longest ${longest}` : undefined;
}

/** The rule in stored JSON; MalformedModel for any other. */
export function readGramRule(fields: Readonly<Record<string, unknown>>, path: string): GramRule {
  const unit = readChoice(fields.unit, `${path}.unit`, gramUnits);
  const length = (name: 'shortest' | 'longest', least: number): number => {
    const value = readNumber(fields[name], `${path}.${name}`);
    if (!Number.isInteger(value) || value < least || value > maxLength)
      throw malformed(`${path}.${name}`, `a whole number from ${least} to ${maxLength}`, value);
    return value;
  };
  const shortest = length('shortest', 1);
  return { unit, shortest, longest: length('longest', shortest) };
}

/** Divides the values at these places by their norm, in the order of the places. */
export function normalise(values: Float64Array, places: readonly number[], norm: Norm): void {
  if (norm === 'none') return;
  let sum = 0;
  for (const place of places) {
    const value = values[place] as number;
    sum += norm === 'l2' ? value * value : Math.abs(value);
  }
  const size = norm === 'l2' ? Math.sqrt(sum) : sum;
  if (size > 0) for (const place of places) values[place] = (values[place] as number) / size;
}

/** `words`, `pairs of words`, `1 to 3 characters`: what a rule counts. */
export function describeGrams({ unit, shortest, longest }: GramRule): string {
  const noun = { words: 'words', characters: 'characters', charactersInWords: 'characters within words' }[unit];
  if (longest === 1) return noun;
  return `sequences of ${shortest === longest ? `${longest}` : `${shortest} to ${longest}`} ${noun}`;
}
