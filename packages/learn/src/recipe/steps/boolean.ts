import { readLevels, readObject } from '../read-json.ts';
import { eachNumber, eachText } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

export interface BooleanLearned {
  /** The texts that count as true; any other is false. */
  readonly isTrue: readonly string[];
}

/** Yes or no as 1 or 0. */
export const boolean: StepDefinition<BooleanLearned> = defineStep({
  name: 'boolean',
  description:
    'True is 1, false is 0: a truth value, a number other than 0, or one of the given texts; missing stays missing.',
  parameters: {
    texts: { type: 'texts', default: [], description: 'The texts that count as true; needed for columns of text.' },
  },
  reads: ['boolean', 'number', 'integer', 'text'],
  columns: 'each',
  check: ({ texts }, [input]) =>
    input?.kind === 'text' && texts.length === 0 ? `no text of "${input.name}" that counts as true` : undefined,
  fit: ({ texts }): BooleanLearned => ({ isTrue: texts }),
  parse: (json, path) => ({ isTrue: readLevels(readObject(json, path, ['isTrue']).isTrue, `${path}.isTrue`) }),
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'boolean' }]),
  run({ isTrue }, [input]) {
    if (input?.kind !== 'text') return eachNumber((value) => (Number.isNaN(value) ? value : Number(value !== 0)));
    const texts = new Set(isTrue);
    return eachText((text) => (text === undefined ? Number.NaN : Number(texts.has(text))));
  },
  explain: ({ isTrue }, [input]) =>
    `${input?.name}: 1 where ${input?.kind === 'text' ? `it is ${isTrue.join(' or ')}` : 'true'}, else 0`,
});
