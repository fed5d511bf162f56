import { murmur3 } from '@tend/kernels';
import { encodeUtf8 } from '@tend/table';
import { eachGram, type GramRule } from '../../text/n-grams.ts';
import { malformed, readChoice, readFlag, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import {
  describeGrams,
  gramParameters,
  lengthIssue,
  type Norm,
  normalise,
  norms,
  readGramRule,
} from './gram-parameters.ts';

export interface HashNGramsLearned extends GramRule {
  readonly buckets: number;
  readonly isSigned: boolean;
  readonly norm: Norm;
}

const maxBuckets = 4096;

/** N-grams of a text counted in so many buckets, without a vocabulary. */
export const hashNGrams: StepDefinition<HashNGramsLearned> = defineStep({
  name: 'hashNGrams',
  description:
    'Counts of n-grams in buckets of their hash (MurmurHash3, as in scikit-learn): learns no vocabulary, so new words are as good as old ones, and stores none. Missing counts as the empty text, 0 everywhere.',
  parameters: {
    ...gramParameters,
    buckets: { type: 'integer', default: 256, min: 2, max: maxBuckets, description: 'The number of features.' },
    signed: {
      type: 'flag',
      default: true,
      description: 'Half of the n-grams count as -1, so that different ones in a bucket cancel out on average.',
    },
  },
  reads: ['text'],
  columns: 'each',
  check: lengthIssue,
  fit: ({ unit, shortest, longest, norm, buckets, signed }): HashNGramsLearned => ({
    unit,
    shortest,
    longest,
    norm,
    buckets,
    isSigned: signed,
  }),
  parse(json, path) {
    const fields = readObject(json, path, ['unit', 'shortest', 'longest', 'norm', 'buckets', 'isSigned']);
    const buckets = readNumber(fields.buckets, `${path}.buckets`);
    if (!Number.isInteger(buckets) || buckets < 2 || buckets > maxBuckets)
      throw malformed(`${path}.buckets`, `a whole number from 2 to ${maxBuckets}`, buckets);
    return {
      ...readGramRule(fields, path),
      norm: readChoice(fields.norm, `${path}.norm`, norms),
      buckets,
      isSigned: readFlag(fields.isSigned, `${path}.isSigned`),
    };
  },
  outputs: ({ buckets }, [input]) =>
    Array.from({ length: buckets }, (_, bucket) => ({ name: `${input?.name} n-grams ${bucket}`, kind: 'number' })),
  run({ buckets, isSigned, norm, ...rule }) {
    const values = new Float64Array(buckets);
    return {
      type: 'fromText',
      encode(text, emit) {
        if (text === undefined) return;
        const found = new Set<number>();
        eachGram(text, rule, (gram) => {
          const hashed = murmur3(encodeUtf8(gram), 0) | 0;
          const bucket = Math.abs(hashed) % buckets;
          found.add(bucket);
          values[bucket] = (values[bucket] as number) + (isSigned && hashed < 0 ? -1 : 1);
        });
        const places = [...found].sort((a, b) => a - b);
        normalise(values, places, norm);
        for (const place of places) {
          emit(place, values[place] as number);
          values[place] = 0;
        }
      },
    };
  },
  explain: ({ buckets, ...rule }, [input]) => `${input?.name}: ${describeGrams(rule)} counted in ${buckets} buckets`,
});
