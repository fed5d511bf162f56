import { decodeUtf8 } from '@tend/table';
import { MalformedModel } from '../../malformed-model.ts';
import { parseUbjson } from './parse-ubjson.ts';

/** The document in a model file of XGBoost: JSON as text or UTF-8, or UBJSON. */
export function readDocument(model: Uint8Array | string): unknown {
  if (typeof model === 'string') return parseJson(model);
  // Both begin with a brace; a key of JSON begins with a quote, one of UBJSON with the type of its length.
  if (model[0] === 0x7b && ['L', 'l', 'I', 'i', 'U'].includes(String.fromCharCode(model[1] ?? 0)))
    return parseUbjson(model);
  const text = decodeUtf8(model);
  if (text === undefined)
    throw new MalformedModel('XGBoost model', 'JSON or UBJSON (not the old binary format)', 'other bytes');
  return parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(withoutBareNumbers(text));
    } catch (error) {
      throw new MalformedModel('XGBoost model', 'JSON', error instanceof Error ? error.message : String(error));
    }
  }
}

/** XGBoost writes NaN and Infinity as bare words, which JSON does not have: null, and a number beyond any other. */
function withoutBareNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b|\bInfinity\b/g, (found) =>
    found === 'NaN' ? 'null' : found === 'Infinity' ? '1e999' : found,
  );
}

/** A member of an object; MalformedModel where it is none or has no such key. */
export function memberOf(value: unknown, key: string, path: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
    throw new MalformedModel(`${path}.${key}`, 'a value', 'none');
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** The same, or undefined where the object has no such key. */
export function optionalOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[key];
}

/** XGBoost writes its parameters as text: a whole number from 0 to `max`. */
export function countOf(value: unknown, max: number, path: string): number {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > max)
    throw new MalformedModel(path, `a whole number from 0 to ${max}`, JSON.stringify(value) ?? typeof value);
  return count;
}

export function textsOf(value: unknown, path: string): readonly string[] {
  if (!isListLike(value)) throw new MalformedModel(path, 'a list', typeof value);
  return Array.from(value, (item) => {
    if (typeof item !== 'string') throw new MalformedModel(path, 'texts', typeof item);
    return item;
  });
}

/** A list of numbers, of exactly `count` where it is given; null stands for NaN. */
export function numbersOf(value: unknown, path: string, count?: number): Float64Array {
  if (!isListLike(value)) throw new MalformedModel(path, 'a list of numbers', typeof value);
  if (count !== undefined && value.length !== count)
    throw new MalformedModel(path, `${count} numbers`, String(value.length));
  if (value instanceof Float64Array) return value;
  return Float64Array.from(value, (item, i) => {
    if (typeof item === 'number') return item;
    if (typeof item === 'boolean') return item ? 1 : 0;
    if (item === null) return Number.NaN;
    throw new MalformedModel(`${path}[${i}]`, 'a number', typeof item);
  });
}

function isListLike(value: unknown): value is readonly unknown[] | Float64Array {
  return Array.isArray(value) || value instanceof Float64Array;
}
