import { InputProblem } from './input-problem.ts';
import type { Io } from './io.ts';
import { jsonFault } from './json-fault.ts';
import { readTextFile } from './read-text-file.ts';

export type JsonSource = { readonly option: string; readonly text: string } | { readonly file: string };

export interface JsonItems {
  /** How errors call the source. */
  readonly name: string;
  readonly items: readonly unknown[];
}

/** A JSON array, or one value as an array of one; from an option, a file or, for `-`, standard input. TND-1004, TND-1009. */
export async function readJsonItems(source: JsonSource, io: Io): Promise<JsonItems> {
  if ('text' in source) return itemsOf(source.text, source.option);
  if (source.file === '-') return itemsOf(await io.readStdin(), 'standard input');
  return itemsOf(readTextFile(source.file, io.cwd), source.file);
}

/** What stands where something else was expected. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function itemsOf(text: string, name: string): JsonItems {
  const parsed = parseJson(text, name);
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (items.length > 0) return { name, items };
  throw new InputProblem('TND-1009', { message: `${name} holds nothing`, expected: 'one object or more', came: '[]' });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const offset = jsonFault(text);
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const came = text[offset] === undefined ? 'the end of the text' : JSON.stringify(text[offset]);
    const detail = {
      message: `${file} is not valid JSON`,
      place: { file, line, column: (before.at(-1) ?? '').length + 1, text: text.split('\n')[line - 1] ?? '' },
      expected: 'JSON, e.g. {"age": 71, "plan": "basic", "since": null}',
      came: `${came} where JSON does not allow it`,
      next: ['write null for a missing value: JSON has no NaN and no Infinity'],
    };
    throw new InputProblem('TND-1009', detail, { cause: error });
  }
}
