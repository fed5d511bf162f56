import { readFlag, readLevels, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { type KeptLevels, keptLevels, minCount } from './level-parameters.ts';

export interface OneHotLearned extends KeptLevels {
  /** Whether the first level has no feature. */
  readonly dropsFirst: boolean;
}

/** A 0/1 feature for each frequent level of a text. */
export const oneHot: StepDefinition<OneHotLearned> = defineStep({
  name: 'oneHot',
  description:
    'A feature for each level, 1 where it is the text; rare and unseen levels share one where training had rare ones, missing has its own where training had missing ones.',
  parameters: {
    minCount,
    maxLevels: {
      type: 'integer',
      default: 128,
      min: 1,
      max: 10_000,
      description: 'At most so many levels, the most frequent ones.',
    },
    dropFirst: {
      type: 'flag',
      default: false,
      description: 'Leaves out the feature of the most frequent level, which the others tell without it.',
    },
  },
  reads: ['text'],
  columns: 'each',
  fit: ({ minCount: least, maxLevels, dropFirst }, [input]): OneHotLearned => ({
    ...keptLevels(input, least, maxLevels),
    dropsFirst: dropFirst,
  }),
  parse(json, path) {
    const fields = readObject(json, path, ['levels', 'hasOther', 'hasMissing', 'dropsFirst']);
    return {
      levels: readLevels(fields.levels, `${path}.levels`),
      hasOther: readFlag(fields.hasOther, `${path}.hasOther`),
      hasMissing: readFlag(fields.hasMissing, `${path}.hasMissing`),
      dropsFirst: readFlag(fields.dropsFirst, `${path}.dropsFirst`),
    };
  },
  outputs({ levels, hasOther, hasMissing, dropsFirst }, [input]) {
    const names = levels.slice(Number(dropsFirst)).map((level) => `${input?.name} = ${level}`);
    if (hasOther) names.push(`${input?.name} is another value`);
    if (hasMissing) names.push(`${input?.name} is missing`);
    return names.map((name) => ({ name, kind: 'number' }));
  },
  run({ levels, hasOther, hasMissing, dropsFirst }) {
    const shown = levels.slice(Number(dropsFirst));
    const placeOf = new Map(shown.map((level, place) => [level, place]));
    const unshown = dropsFirst ? levels[0] : undefined;
    const other = hasOther ? shown.length : -1;
    const missing = hasMissing ? shown.length + Number(hasOther) : -1;
    return {
      type: 'fromText',
      encode(text, emit) {
        const place = text === undefined ? missing : text === unshown ? -1 : (placeOf.get(text) ?? other);
        if (place >= 0) emit(place, 1);
      },
    };
  },
  explain: ({ levels, hasOther }, [input]) =>
    `${input?.name}: a 0/1 feature for each of ${levels.length} values${hasOther ? ', the others share one' : ''}`,
});
