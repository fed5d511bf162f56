import { blanksOf, type Charter, charterSchema, Problem } from '@tend/protocol';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { resolveAliases } from './resolve-aliases.ts';

export const charterPath = 'tend.yaml';

/**
 * Reads a charter from YAML text, with defaults filled in. TND-1001 names line and column, what was expected and what
 * came; nothing in the text can run code or refer outside of it.
 */
export function readCharter(text: string, file: string = charterPath): Charter {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', schema: 'core' });
  const lineTexts = text.split(/\r?\n/);
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, text: lineTexts[line - 1] ?? '' };
  };
  const [syntax] = document.errors;
  if (syntax)
    throw new Problem('TND-1001', {
      message: `${file} is not valid YAML: ${syntax.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}`,
      place: placeAt(syntax.pos[0]),
      next: ['correct this line; a value with a colon, a quote or a hash needs quotes around it'],
    });
  const parsed = charterSchema.safeParse(document.toJS({ maxAliasCount: 100 }));
  if (parsed.success) return resolveAliases(parsed.data);
  const issue = mostHelpful(parsed.error.issues);
  const found = locate(document.contents, issue.path);
  const path = issue.path.map(String).join('.') || 'the charter';
  throw new Problem('TND-1001', {
    message: describeIssue(issue, path),
    expected: expectedBy(issue),
    came: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : describeValue(found.value),
    place: placeAt(found.keyOffset(issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined)),
    next: [
      ...(parsed.error.issues.length > 1 ? [`${parsed.error.issues.length - 1} more like this follow`] : []),
      'docs/charter.schema.json describes every key; editors check against it',
    ],
  });
}

type Issue = z.core.$ZodIssue;

/** A union reports every branch that failed: show the one that got furthest. */
function mostHelpful(issues: readonly Issue[]): Issue {
  const [first] = issues;
  if (!first) throw new RangeError('a failed parse without an issue');
  if (first.code !== 'invalid_union') return first;
  const branches = first.errors.flatMap((branch) =>
    branch.map((inner) => ({ ...inner, path: [...first.path, ...inner.path] })),
  );
  const real = branches.filter(
    (inner) => !(inner.code === 'invalid_value' && inner.values.length === 1 && inner.values[0] === '?'),
  );
  return real.sort((a, b) => b.path.length - a.path.length)[0] ?? first;
}

function describeIssue(issue: Issue, path: string): string {
  if (issue.code === 'unrecognized_keys')
    return issue.path.length === 0
      ? `the charter has no key ${issue.keys.join(', ')}`
      : `${path} has no key ${issue.keys.join(', ')}`;
  return `${path} is not valid`;
}

function expectedBy(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'record' || issue.expected === 'object'
        ? 'a mapping'
        : `a value of type ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `one of ${keysAt(issue.path).join(', ')}`;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** The keys that the schema knows at a path: a typo is found quicker beside its alternatives. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = charterSchema;
  for (const step of path) schema = child(unwrap(schema), step);
  const inner = unwrap(schema);
  return hasShape(inner) ? Object.keys(inner.shape) : ['no other key'];
}

function unwrap(schema: unknown): unknown {
  let inner = schema;
  for (;;) {
    const def = (inner as { def?: { innerType?: unknown; in?: unknown; options?: readonly unknown[] } } | undefined)
      ?.def;
    const next = def?.innerType ?? def?.in ?? def?.options?.find((option) => hasShape(unwrap(option)));
    if (next === undefined) return inner;
    inner = next;
  }
}

function child(schema: unknown, step: PropertyKey): unknown {
  if (hasShape(schema)) return schema.shape[String(step)];
  const def = (schema as { def?: { element?: unknown; valueType?: unknown } } | undefined)?.def;
  return def?.element ?? def?.valueType;
}

function hasShape(schema: unknown): schema is { readonly shape: Readonly<Record<string, unknown>> } {
  return schema !== null && typeof schema === 'object' && 'shape' in schema;
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

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return `a mapping with ${Object.keys(value).join(', ')}`;
  return `${JSON.stringify(value)} (${typeof value})`;
}

/** TND-1005 where the charter has blanks among `paths` (prefixes): names them and what to do. */
export function requireFilled(charter: Charter, prefixes: readonly string[], purpose: string): void {
  const missing = blanksOf(charter).filter((path) => prefixes.some((prefix) => path.startsWith(prefix)));
  if (missing.length === 0) return;
  throw new Problem('TND-1005', {
    message: `${charterPath} still has ${missing.length === 1 ? 'a blank' : `${missing.length} blanks`} that ${purpose} needs`,
    expected: `a value at ${missing.join(', ')}`,
    came: '"?"',
    next: [`fill in ${missing.join(', ')} in ${charterPath}, then run: npx --no-install tend run`],
  });
}
