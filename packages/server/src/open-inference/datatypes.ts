import type { Serving } from '@tend/lifecycle';

type ColumnKind = Serving['inputs'][number]['kind'];

interface Datatype {
  /** In words, for messages. */
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
}

const whole = (min: number, max: number): Datatype => ({
  expected:
    max > Number.MAX_SAFE_INTEGER
      ? 'a whole number that JSON carries exactly (up to 2^53 - 1)'
      : `a whole number from ${min} to ${max}`,
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
});
const real: Datatype = { expected: 'a finite number', accepts: (value) => Number.isFinite(value) };

/** The element types of the Open Inference Protocol V2 as JSON carries them; null is a missing value of any of them. */
export const datatypes: ReadonlyMap<string, Datatype> = new Map<string, Datatype>([
  ['BOOL', { expected: 'true or false', accepts: (value) => typeof value === 'boolean' }],
  ['UINT8', whole(0, 255)],
  ['UINT16', whole(0, 65_535)],
  ['UINT32', whole(0, 4_294_967_295)],
  ['UINT64', whole(0, 2 ** 64)],
  ['INT8', whole(-128, 127)],
  ['INT16', whole(-32_768, 32_767)],
  ['INT32', whole(-2_147_483_648, 2_147_483_647)],
  ['INT64', whole(-(2 ** 63), 2 ** 63)],
  ['FP16', real],
  ['FP32', real],
  ['FP64', real],
  ['BYTES', { expected: 'text', accepts: (value) => typeof value === 'string' }],
]);

/** What the metadata of a model says about a column. */
export const datatypeOfKind: Readonly<Record<ColumnKind, string>> = {
  number: 'FP64',
  integer: 'INT64',
  boolean: 'BOOL',
  date: 'BYTES',
  instant: 'BYTES',
  text: 'BYTES',
};
