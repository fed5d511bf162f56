import { readLevels, readObject, readText } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { keptLevels, minCount } from './level-parameters.ts';

export interface RareLevelsLearned {
  /** What stays as it is. */
  readonly levels: readonly string[];
  /** What any other text becomes. */
  readonly other: string;
}

/** Gathers the rare levels of a text under one name. */
export const rareLevels: StepDefinition<RareLevelsLearned> = defineStep({
  name: 'rareLevels',
  description: 'Frequent levels stay, rare and unseen ones become one text; missing stays missing.',
  parameters: {
    minCount: { ...minCount, default: 10 },
    maxLevels: { type: 'integer', default: 1000, min: 1, max: 2 ** 24, description: 'At most so many levels stay.' },
    other: { type: 'text', default: 'other', description: 'What the rest becomes.' },
  },
  reads: ['text'],
  columns: 'each',
  fit: ({ minCount: least, maxLevels, other }, [input]): RareLevelsLearned => ({
    levels: keptLevels(input, least, maxLevels).levels,
    other,
  }),
  parse(json, path) {
    const fields = readObject(json, path, ['levels', 'other']);
    return { levels: readLevels(fields.levels, `${path}.levels`), other: readText(fields.other, `${path}.other`) };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [input]),
  run({ levels, other }) {
    const kept = new Set(levels);
    return { type: 'toText', encode: (text) => (text === undefined || kept.has(text) ? text : other) };
  },
  explain: ({ levels, other }, [input]) =>
    `${input?.name}: ${levels.length} values stay, any other becomes ${JSON.stringify(other)}`,
});
