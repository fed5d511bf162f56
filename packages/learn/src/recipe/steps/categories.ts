import { readFlag, readLevels, readObject } from '../read-json.ts';
import { eachText } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { keptLevels, minCount } from './level-parameters.ts';

export interface CategoriesLearned {
  readonly levels: readonly string[];
  /** Rare and unseen levels have a code of their own behind the others; without it an unseen one is missing. */
  readonly hasOther: boolean;
}

/** A text as one feature of codes, for estimators that split by sets of categories. */
export const categories: StepDefinition<CategoriesLearned> = defineStep({
  name: 'categories',
  description:
    'The code of the level, the most frequent first, without an order between them; rare levels share a code, missing stays missing.',
  parameters: {
    minCount,
    maxLevels: {
      type: 'integer',
      default: 254,
      min: 1,
      max: 2 ** 24 - 1,
      description: 'At most so many levels, the most frequent ones.',
    },
  },
  reads: ['text'],
  columns: 'each',
  fit({ minCount: least, maxLevels }, [input]): CategoriesLearned {
    const { levels, hasOther } = keptLevels(input, least, maxLevels);
    return { levels, hasOther };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['levels', 'hasOther']);
    return {
      levels: readLevels(fields.levels, `${path}.levels`),
      hasOther: readFlag(fields.hasOther, `${path}.hasOther`),
    };
  },
  outputs({ levels, hasOther }, [input]) {
    const count = levels.length + Number(hasOther);
    if (input === undefined) return [];
    return [{ name: input.name, kind: 'integer', ...(count > 0 && { categories: count }) }];
  },
  run({ levels, hasOther }) {
    const codeOf = new Map(levels.map((level, code) => [level, code]));
    const other = hasOther ? levels.length : Number.NaN;
    return eachText((text) => (text === undefined ? Number.NaN : (codeOf.get(text) ?? other)));
  },
  explain: ({ levels, hasOther }, [input]) =>
    `${input?.name}: a code for each of ${levels.length} values${hasOther ? ', the others share one' : ''}`,
});
