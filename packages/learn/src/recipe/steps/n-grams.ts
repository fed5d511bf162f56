import { log } from '@tend/kernels';
import { eachGram, type GramRule } from '../../text/n-grams.ts';
import { canonicalOrder } from '../canonical-order.ts';
import { malformed, readChoice, readFlag, readLevels, readList, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import { chooseGrams } from './choose-grams.ts';
import { mostCounted } from './count-grams.ts';
import {
  describeGrams,
  gramParameters,
  lengthIssue,
  type Norm,
  normalise,
  norms,
  readGramRule,
} from './gram-parameters.ts';

const weights = ['counts', 'binary', 'tfidf'] as const;
/** Of 2^31 rows with a text one that has the term gives 1 + 31 ln 2. */
const largestIdf = 23;

export interface NGramsLearned extends GramRule {
  readonly weight: (typeof weights)[number];
  readonly sublinear: boolean;
  readonly norm: Norm;
  /** The n-grams that are features, in canonical order. */
  readonly terms: readonly string[];
  /** What the count of each is multiplied by; empty where nothing. */
  readonly idf: readonly number[];
}

/** Words or characters of a text as numbers: counts, or weights that are large for what is rare elsewhere. */
export const nGrams: StepDefinition<NGramsLearned> = defineStep({
  name: 'nGrams',
  description:
    'A feature for each of the most frequent (or most telling) n-grams of words or characters: how often the text has it, whether it does, or TF-IDF with smoothing as in scikit-learn. Missing counts as the empty text, 0 everywhere.',
  parameters: {
    ...gramParameters,
    weight: {
      type: 'choice',
      default: 'tfidf',
      choices: weights,
      description:
        'The count; 1 where it occurs; or the count times 1 + ln((1 + texts) / (1 + texts with it)), divided by the norm.',
    },
    sublinear: {
      type: 'flag',
      default: false,
      description: 'Counts go in as 1 + ln(count), so that repeating a word does not make it ever heavier (tfidf).',
    },
    features: {
      type: 'integer',
      default: 256,
      min: 1,
      max: 4096,
      description: `At most so many n-grams. Beyond ${mostCounted} different ones the rarest may not be counted (see prepare.md).`,
    },
    choose: {
      type: 'choice',
      default: 'frequent',
      choices: ['frequent', 'telling'],
      description:
        'Which ones: the most frequent, or those whose presence shares most variance with the target (of equal ones the first in canonical order).',
    },
    minRows: {
      type: 'integer',
      default: 2,
      min: 1,
      max: 2 ** 31,
      description: 'An n-gram in fewer training rows is no feature.',
    },
    maxShare: {
      type: 'number',
      default: 1,
      min: 0,
      max: 1,
      description: 'An n-gram in a larger share of the training rows with a text is no feature.',
    },
  },
  reads: ['text'],
  columns: 'each',
  check({ shortest, longest, choose }, _, { target }) {
    if (choose === 'telling' && (target === undefined || target.task === 'ranking'))
      return 'no target to choose n-grams by';
    return lengthIssue({ shortest, longest });
  },
  fit({ unit, shortest, longest, weight, sublinear, norm, ...choice }, [input], { target }): NGramsLearned {
    const rule = { unit, shortest, longest };
    const { texts, grams } = chooseGrams(input, rule, { ...choice, isBinary: weight === 'binary' }, target);
    const terms = grams.map(({ gram }) => gram).sort(canonicalOrder);
    const rowsOf = new Map(grams.map(({ gram, rows }) => [gram, rows]));
    const idf = terms.map((term) => log((1 + texts) / (1 + (rowsOf.get(term) ?? 0))) + 1);
    return { ...rule, weight, sublinear, norm, terms, idf: weight === 'tfidf' ? idf : [] };
  },
  parse(json, path) {
    const keys = ['unit', 'shortest', 'longest', 'weight', 'sublinear', 'norm', 'terms', 'idf'];
    const fields = readObject(json, path, keys);
    const weight = readChoice(fields.weight, `${path}.weight`, weights);
    const terms = readLevels(fields.terms, `${path}.terms`);
    const idf = readList(fields.idf, `${path}.idf`, readNumber);
    const wrong = idf.find((one) => one < 1 || one > largestIdf);
    if (wrong !== undefined) throw malformed(`${path}.idf`, `numbers from 1 to ${largestIdf}`, wrong);
    if (idf.length !== (weight === 'tfidf' ? terms.length : 0))
      throw malformed(`${path}.idf`, weight === 'tfidf' ? 'a number for each term' : 'no number', idf);
    return {
      ...readGramRule(fields, path),
      weight,
      sublinear: readFlag(fields.sublinear, `${path}.sublinear`),
      norm: readChoice(fields.norm, `${path}.norm`, norms),
      terms,
      idf,
    };
  },
  outputs: ({ terms }, [input]) => terms.map((term) => ({ name: `${input?.name} has ${term}`, kind: 'number' })),
  run({ weight, sublinear, norm, terms, idf, ...rule }) {
    const placeOf = new Map(terms.map((term, place) => [term, place]));
    const values = new Float64Array(terms.length);
    return {
      type: 'fromText',
      encode(text, emit) {
        if (text === undefined) return;
        const found: number[] = [];
        eachGram(text, rule, (gram) => {
          const place = placeOf.get(gram);
          if (place === undefined) return;
          if (values[place] === 0) found.push(place);
          values[place] = (values[place] as number) + 1;
        });
        found.sort((a, b) => a - b);
        if (weight === 'tfidf') {
          for (const place of found) {
            const count = values[place] as number;
            values[place] = (sublinear ? 1 + log(count) : count) * (idf[place] as number);
          }
          normalise(values, found, norm);
        }
        for (const place of found) {
          emit(place, weight === 'binary' ? 1 : (values[place] as number));
          values[place] = 0;
        }
      },
    };
  },
  explain({ weight, terms, ...rule }, [input]) {
    const what = { counts: 'the counts', binary: 'the presence', tfidf: 'the TF-IDF weights' }[weight];
    return `${input?.name}: ${what} of ${terms.length} ${describeGrams(rule)}`;
  },
});
