import { unreadable } from '../source-problem.ts';

/** One record of a JSON source, as it stands there. */
export interface JsonRecord {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/** Characters of one record; a longer one is no row of a table. */
const longestRecord = 2 ** 26;

/**
 * The lines of JSON lines that are not blank, each one record. TND-1201 for a line of more than 64 Mi characters.
 */
export async function* jsonLines(name: string, text: AsyncIterable<string>): AsyncGenerator<JsonRecord[]> {
  let [held, line] = ['', 1];
  for await (const block of text) {
    const lines = (held + block).split('\n');
    held = lines.pop() ?? '';
    if (held.length > longestRecord) throw tooLong(name, line);
    const records: JsonRecord[] = [];
    for (const text of lines) {
      if (!isBlank(text)) records.push({ text, line });
      line++;
    }
    if (records.length > 0) yield records;
  }
  if (!isBlank(held)) yield [{ text: held, line }];
}

function isBlank(text: string): boolean {
  return text === '' || text === '\r' || text.trim() === '';
}

type ArrayState = 'before array' | 'before first' | 'before element' | 'element' | 'string' | 'escape' | 'end';

/**
 * The elements of a JSON array, cut at its commas; that each is sound JSON is for the reader of it to find. TND-1201 with
 * the line where the text is no array, or ends before it does, or goes on after it.
 */
export async function* jsonElements(name: string, text: AsyncIterable<string>): AsyncGenerator<JsonRecord[]> {
  let state = 'before array' as ArrayState;
  let [line, startLine, depth, held] = [1, 1, 0, ''];
  for await (const block of text) {
    const records: JsonRecord[] = [];
    let start = 0;
    for (let at = 0; at < block.length; at++) {
      const code = block.charCodeAt(at);
      if (code === 0x0a) line++;
      switch (state) {
        case 'string':
          if (code === 0x22) state = 'element';
          else if (code === 0x5c) state = 'escape';
          break;
        case 'escape':
          state = 'string';
          break;
        case 'element':
          if (code === 0x22) state = 'string';
          else if (code === 0x7b || code === 0x5b) depth++;
          else if (depth > 0 && (code === 0x7d || code === 0x5d)) depth--;
          else if (depth === 0 && (code === 0x2c || code === 0x5d)) {
            records.push({ text: held + block.slice(start, at), line: startLine });
            held = '';
            state = code === 0x2c ? 'before element' : 'end';
          }
          break;
        default:
          if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) break;
          if (state === 'end') throw goesOn(name, line, block.slice(at, at + 40));
          if (state === 'before array') {
            if (code !== 0x5b) throw noArray(name, line, block.slice(at, at + 40));
            state = 'before first';
          } else if (state === 'before first' && code === 0x5d) state = 'end';
          else {
            [start, startLine] = [at, line];
            if (code === 0x2c || code === 0x5d) throw noElement(name, line, String.fromCharCode(code));
            state = 'element';
            // The first character is judged as the rest of the element is.
            at--;
          }
      }
    }
    if (state === 'element' || state === 'string' || state === 'escape') {
      held += block.slice(start);
      if (held.length > longestRecord) throw tooLong(name, startLine);
    }
    if (records.length > 0) yield records;
  }
  if (state !== 'end') throw endsEarly(name, line, state === 'before array');
}

function noArray(name: string, line: number, came: string): Error {
  const isObject = came.startsWith('{');
  return unreadable(
    name,
    {
      message: `${name} is not an array of objects`,
      expected: '[ and then objects, one a row',
      came: isObject ? 'an object' : came,
      next: isObject
        ? ['if there is one object a line, write format: jsonLines below data.source', 'else write out the array in it']
        : ['write the rows out as an array of objects, or as one object a line'],
    },
    { line },
  );
}

function noElement(name: string, line: number, came: string): Error {
  return unreadable(
    name,
    {
      message: `${name} has "${came}" at line ${line} where an element of the array is due`,
      expected: 'an object',
      came: `"${came}"`,
      next: ['correct it there, or write the file out again'],
    },
    { line },
  );
}

function goesOn(name: string, line: number, came: string): Error {
  return unreadable(
    name,
    {
      message: `${name} goes on after the end of its array`,
      expected: 'the end of the file',
      came,
      next: ['keep one array a file, or write one object a line and format: jsonLines'],
    },
    { line },
  );
}

function endsEarly(name: string, line: number, isEmpty: boolean): Error {
  return unreadable(
    name,
    {
      message: isEmpty ? `${name} is empty` : `${name} ends before its array does`,
      expected: isEmpty ? 'an array of objects' : '] at the end',
      came: isEmpty ? 'nothing' : 'the end of the file',
      next: ['fetch or write it again: it was cut off'],
    },
    { line },
  );
}

function tooLong(name: string, line: number): Error {
  return unreadable(
    name,
    {
      message: `the record at line ${line} of ${name} has more than ${longestRecord.toLocaleString('en-US')} characters`,
      expected: 'records of ordinary length',
      came: 'a longer one',
      next: ['check that each row is an object of its own'],
    },
    { line },
  );
}
