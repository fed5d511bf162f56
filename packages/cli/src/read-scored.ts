import type { InputOf } from '@tend/protocol';
import { InputProblem } from './input-problem.ts';
import type { Io } from './io.ts';
import { type JsonSource, kindOf, readJsonItems } from './read-json-items.ts';
import { checkRow } from './read-rows.ts';

type Scored = InputOf<'log'>['predictions'][number];

/** Answers that a model gave elsewhere, for `log`; ranges and dates are judged by the operation. TND-1009. */
export async function readScored(source: JsonSource, io: Io): Promise<Scored[]> {
  const { name, items } = await readJsonItems(source, io);
  return items.map((item, i) => checkScored(item, `item ${i + 1} of ${name}`));
}

const known = ['score', 'row', 'at', 'outcome', 'knownAt'];

function checkScored(item: unknown, where: string): Scored {
  const fields = checkObject(item, where);
  const unknown = Object.keys(fields).find((field) => !known.includes(field));
  if (unknown !== undefined) throw misfit(`${where} has a field "${unknown}"`, `only ${known.join(', ')}`, unknown);
  const { score, row, at, outcome, knownAt } = fields;
  if (typeof score !== 'number') throw misfit(`${where} has no score`, 'a number from 0 to 1', kindOf(score));
  return {
    score,
    ...(row === undefined ? {} : { row: checkRow(row, `"row" of ${where}`) }),
    ...(at === undefined ? {} : { at: checkText(at, `"at" of ${where}`) }),
    ...(outcome === undefined ? {} : { outcome: checkOutcome(outcome, where) }),
    ...(knownAt === undefined ? {} : { knownAt: checkText(knownAt, `"knownAt" of ${where}`) }),
  };
}

function checkObject(item: unknown, where: string): Readonly<Record<string, unknown>> {
  if (item !== null && typeof item === 'object' && !Array.isArray(item)) return { ...item };
  throw misfit(`${where} is not an object`, 'an object such as {"score": 0.7}', kindOf(item));
}

function checkText(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw misfit(`${where} is not a date`, 'a date such as "2001-03-31" or a UTC time', kindOf(value));
}

function checkOutcome(value: unknown, where: string): boolean {
  if (typeof value === 'boolean') return value;
  throw misfit(`"outcome" of ${where} is not one`, 'true or false; leave it out where it is not known', kindOf(value));
}

function misfit(message: string, expected: string, came: string): InputProblem {
  return new InputProblem('TND-1009', { message, expected, came });
}
