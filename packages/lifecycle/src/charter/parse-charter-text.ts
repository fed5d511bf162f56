import type { Place } from '@tend/protocol';
import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** A charter's text with the tree of its YAML: finds the line and column of any of its values. */
export interface CharterText {
  /** The first error of the YAML itself, if any; then it has no value. */
  readonly syntax: { readonly message: string; readonly came: string; readonly place: Place } | undefined;
  readonly value: unknown;
  /** The value at a path, undefined where it is not there. */
  valueAt(path: readonly PropertyKey[]): unknown;
  /** Where the key of a path stands; where it is missing, its nearest parent. `key`: one of the keys at the path. */
  placeOf(path: readonly PropertyKey[], key?: string): Place;
}

/** Parses YAML 1.2 with the core schema: nothing in the text can run code or refer outside of it. */
export function parseCharterText(text: string, file: string): CharterText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', schema: 'core' });
  const lineTexts = text.split(/\r?\n/);
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, text: lineTexts[line - 1] ?? '' };
  };
  const [error] = document.errors;
  const value = error ? undefined : documentValue(document);
  const failed = error ?? (value instanceof ReferenceError ? value : undefined);
  const place = placeAt(error?.pos[0] ?? Math.max(0, text.search(/[\s[{,]\*\w/) + 1));
  return {
    syntax: failed && { message: sentenceOf(failed), came: place.text?.trim() || 'the end of the text', place },
    value,
    valueAt: (path) => locate(document.contents, path).value,
    placeOf: (path, key) => placeAt(locate(document.contents, path).keyOffset(key)),
  };
}

/** Anchors that are missing, or so many that the value would not fit anywhere, show only here. */
function documentValue(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

function sentenceOf({ message }: Error): string {
  return message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
}

/** The node nearest to a path: where a key is missing, its parent. */
function locate(
  root: Node | null,
  path: readonly PropertyKey[],
): { value: unknown; keyOffset: (key?: string) => number } {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  let isMissing = false;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (!pair) {
        isMissing = true;
        break;
      }
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value as Node | null;
    } else if (isSeq(node)) {
      node = (node.items[Number(step)] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    }
  }
  const value = isMissing ? undefined : node && 'toJSON' in node ? node.toJSON() : null;
  const keyOffset = (key?: string): number => {
    if (key === undefined || !isMap(node)) return offset;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    return (pair?.key as Node | undefined)?.range?.[0] ?? offset;
  };
  return { value, keyOffset };
}
