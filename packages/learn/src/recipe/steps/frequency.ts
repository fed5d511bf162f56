import { levelCounts } from '../level-counts.ts';
import { malformed, readLevels, readList, readNumber, readObject } from '../read-json.ts';
import { eachText } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

export interface FrequencyLearned {
  readonly levels: readonly string[];
  /** How often each level was seen, in rows or as a share of them. */
  readonly frequencies: readonly number[];
}

/** How often a text was seen in training. */
export const frequency: StepDefinition<FrequencyLearned> = defineStep({
  name: 'frequency',
  description: 'How often the text was seen in the training rows, 0 for an unseen one; missing stays missing.',
  parameters: {
    measure: {
      type: 'choice',
      default: 'share',
      choices: ['share', 'count'],
      description: 'A share of the training rows, or their number.',
    },
  },
  reads: ['text'],
  columns: 'each',
  fit({ measure }, [input], { rowCount }): FrequencyLearned {
    const { levels } = input?.kind === 'text' ? levelCounts(input) : { levels: [] };
    return {
      levels: levels.map(({ level }) => level),
      frequencies: levels.map(({ count }) => (measure === 'count' ? count : count / rowCount)),
    };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['levels', 'frequencies']);
    const levels = readLevels(fields.levels, `${path}.levels`);
    const frequencies = readList(fields.frequencies, `${path}.frequencies`, readNumber);
    if (frequencies.length !== levels.length || frequencies.some((one) => one <= 0))
      throw malformed(`${path}.frequencies`, `${levels.length} numbers above 0`, frequencies);
    return { levels, frequencies };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'number' }]),
  run({ levels, frequencies }) {
    const frequencyOf = new Map(levels.map((level, place) => [level, frequencies[place] as number]));
    return eachText((text) => (text === undefined ? Number.NaN : (frequencyOf.get(text) ?? 0)));
  },
  explain: ({ levels }, [input]) => `${input?.name}: how often each of ${levels.length} values was seen in training`,
});
