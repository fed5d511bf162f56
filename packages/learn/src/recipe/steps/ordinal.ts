import { canonicalOrder } from '../canonical-order.ts';
import { readLevels, readObject } from '../read-json.ts';
import { eachText } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { keptLevels } from './level-parameters.ts';

export interface OrdinalLearned {
  /** In their order: the first is 0. */
  readonly levels: readonly string[];
}

/** The place of a text in an order of levels. */
export const ordinal: StepDefinition<OrdinalLearned> = defineStep({
  name: 'ordinal',
  description: 'The place of the level in an order, from 0; unseen and missing texts are missing.',
  parameters: {
    order: {
      type: 'choice',
      default: 'given',
      choices: ['given', 'frequency', 'alphabet'],
      description: 'The order of `levels`, the most frequent first, or by code points.',
    },
    levels: { type: 'texts', default: [], description: 'The levels in their order, the lowest first (given).' },
  },
  reads: ['text'],
  columns: 'each',
  check: ({ order, levels }) => (order === 'given' && levels.length === 0 ? 'no levels in their order' : undefined),
  fit({ order, levels }, [input]): OrdinalLearned {
    if (order === 'given') return { levels };
    const seen = keptLevels(input, 1, Number.POSITIVE_INFINITY).levels;
    return { levels: order === 'frequency' ? seen : seen.toSorted(canonicalOrder) };
  },
  parse(json, path) {
    return { levels: readLevels(readObject(json, path, ['levels']).levels, `${path}.levels`) };
  },
  outputs: (_, [input]) => (input === undefined ? [] : [{ name: input.name, kind: 'integer' }]),
  run({ levels }) {
    const placeOf = new Map(levels.map((level, place) => [level, place]));
    return eachText((text) => (text === undefined ? Number.NaN : (placeOf.get(text) ?? Number.NaN)));
  },
  explain: ({ levels }, [input]) => `${input?.name}: its place among ${levels.length} ordered values`,
});
