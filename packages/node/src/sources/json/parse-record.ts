import { unreadable } from '../source-problem.ts';
import type { ValueKind } from '../value-kinds.ts';
import { faultPosition } from './fault-position.ts';
import type { JsonRecord } from './json-records.ts';

/** A cell of a record: `text` as the reader of delimited text gets it, and what it was in JSON. */
export interface JsonCell {
  readonly text: string | null;
  readonly kind: ValueKind;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Integers of this many digits, and exponents, may be more than a float64 holds. */
const mayLose = /[0-9]{16}|[0-9][eE][+-]?[0-9]/;

/** What stands for a number that float64 does not hold exactly as it is written. */
class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    // Newer than the types of ECMAScript 2024: the text goes into the JSON as it is.
    return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(this.text);
  }
}

/**
 * The object of a record. TND-1201 with line and column for what is not JSON (RFC 8259), not an object, nested too deeply,
 * or names a member twice, of which JSON.parse would drop the first.
 */
export function parseRecord(name: string, record: JsonRecord): JsonObject {
  const { text } = record;
  let value: unknown;
  try {
    value = mayLose.test(text) ? JSON.parse(text, keepExact) : JSON.parse(text);
  } catch (error) {
    throw error instanceof SyntaxError ? notJson(name, record) : tooDeep(name, record);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof ExactNumber)
    throw notObject(name, record, value);
  const members = memberCount(text);
  if (members !== Object.keys(value).length) throw namedTwice(name, record);
  return value as JsonObject;
}

/** The cell of a member's value; undefined is an absent member. TND-1201 for one that is nested too deeply. */
export function jsonCell(name: string, record: JsonRecord, value: unknown): JsonCell {
  switch (typeof value) {
    case 'string':
      return { text: value, kind: 'text' };
    case 'number':
      return { text: String(value), kind: Number.isSafeInteger(value) ? 'integer' : 'number' };
    case 'boolean':
      return { text: String(value), kind: 'boolean' };
  }
  if (value === null || value === undefined) return { text: null, kind: 'missing' };
  if (value instanceof ExactNumber) return { text: value.text, kind: isLarge(value.text) ? 'large number' : 'number' };
  try {
    return { text: JSON.stringify(value), kind: 'nested' };
  } catch {
    throw tooDeep(name, record);
  }
}

/** Whether float64 would round an integer, or make it infinite. */
function isLarge(text: string): boolean {
  return /^-?[0-9]+$/.test(text) || !Number.isFinite(Number(text));
}

function keepExact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined) return value;
  const isExact = Number.isSafeInteger(value) || (Number.isFinite(value) && !/^-?[0-9]+$/.test(source));
  return isExact ? value : new ExactNumber(source);
}

/** Members of the outermost object of a sound JSON text: its colons outside of strings and of what is nested. */
function memberCount(text: string): number {
  let [count, depth] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = stringEnd(text, at);
    } else if (code === 0x3a) {
      if (depth === 1) count++;
    } else if (code === 0x7b || code === 0x5b) depth++;
    else if (code === 0x7d || code === 0x5d) depth--;
  }
  return count;
}

/** The closing quote of the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let back = end - 1;
    while (text.charCodeAt(back) === 0x5c) back--;
    if ((end - back) % 2 === 1 || end < 0) return end < 0 ? text.length : end;
  }
}

function notJson(name: string, { text, line }: JsonRecord): Error {
  const position = faultPosition(text);
  const before = text.slice(0, position);
  const lineStart = before.lastIndexOf('\n') + 1;
  const at = { line: line + before.split('\n').length - 1, column: position - lineStart + 1 };
  const lineText = text.slice(Math.max(lineStart, position - 200)).split('\n')[0] ?? '';
  const came = position >= text.trimEnd().length ? 'the end of the record' : `"${text.slice(position, position + 20)}"`;
  return unreadable(
    name,
    {
      message: `line ${at.line.toLocaleString('en-US')} of ${name} is not JSON`,
      expected: 'an object as RFC 8259 writes it',
      came,
      next: ['correct it there: no comments, no comma before a closing bracket, names and texts in double quotes'],
    },
    { ...at, text: lineText.slice(0, 400) },
  );
}

function notObject(name: string, { line }: JsonRecord, value: unknown): Error {
  const came = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
  return unreadable(
    name,
    {
      message: `line ${line.toLocaleString('en-US')} of ${name} holds ${came} where a row is due`,
      expected: 'an object, whose members are the cells',
      came,
      next: ['write each row as an object with the names of its columns'],
    },
    { line },
  );
}

function namedTwice(name: string, { text, line }: JsonRecord): Error {
  return unreadable(
    name,
    {
      message: `line ${line.toLocaleString('en-US')} of ${name} names a member twice`,
      expected: 'each name once in an object',
      came: 'an object with one of its names again',
      next: ['keep one of the two: which of them counts is not for a reader to say'],
    },
    { line, text: text.slice(0, 400) },
  );
}

function tooDeep(name: string, { line }: JsonRecord): Error {
  return unreadable(
    name,
    {
      message: `line ${line.toLocaleString('en-US')} of ${name} is nested too deeply`,
      expected: 'objects and arrays some levels deep',
      came: 'thousands of levels',
      next: ['take the record out: no table is written like that'],
    },
    { line },
  );
}
