import { murmur3 } from '@tend/kernels';
import { encodeUtf8 } from '@tend/table';
import { malformed, readFlag, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

export interface HashLearned {
  readonly buckets: number;
  /** Whether half of the texts count as -1, so that texts in one bucket cancel out rather than add up. */
  readonly isSigned: boolean;
}

/** A text as one of so many buckets, without a list of levels. */
export const hash: StepDefinition<HashLearned> = defineStep({
  name: 'hash',
  description:
    'A feature for each bucket, 1 (or -1) where the hash of the text falls into it; learns no levels, so new texts are as good as old ones. Missing is 0 everywhere.',
  parameters: {
    buckets: { type: 'integer', default: 32, min: 2, max: 65_536, description: 'The number of features.' },
    signed: {
      type: 'flag',
      default: true,
      description: 'Half of the texts count as -1, so that different texts of a bucket cancel out on average.',
    },
  },
  reads: ['text'],
  columns: 'each',
  fit: ({ buckets, signed }): HashLearned => ({ buckets, isSigned: signed }),
  parse(json, path) {
    const fields = readObject(json, path, ['buckets', 'isSigned']);
    const buckets = readNumber(fields.buckets, `${path}.buckets`);
    if (!Number.isInteger(buckets) || buckets < 2 || buckets > 65_536)
      throw malformed(`${path}.buckets`, 'a whole number from 2 to 65536', buckets);
    return { buckets, isSigned: readFlag(fields.isSigned, `${path}.isSigned`) };
  },
  outputs: ({ buckets }, [input]) =>
    Array.from({ length: buckets }, (_, bucket) => ({ name: `${input?.name} hash ${bucket}`, kind: 'number' })),
  run: ({ buckets, isSigned }) => ({
    type: 'fromText',
    encode(text, emit) {
      if (text === undefined) return;
      const hashed = murmur3(encodeUtf8(text.toWellFormed()), 0) | 0;
      emit(Math.abs(hashed) % buckets, isSigned && hashed < 0 ? -1 : 1);
    },
  }),
  explain: ({ buckets }, [input]) => `${input?.name}: its hash as one of ${buckets} buckets`,
});
