import { blanksOf, type Charter, charterSchema, Problem } from '@tend/protocol';
import { nearestName } from '@tend/table';
import type { z } from 'zod';
import { findContradiction } from './find-contradiction.ts';
import { type CharterText, parseCharterText } from './parse-charter-text.ts';
import { hideProtoKeys, shownKey, showProtoKeys } from './proto-keys.ts';
import { resolveAliases } from './resolve-aliases.ts';

export const charterPath = 'tend.yaml';

/**
 * Reads a charter from YAML text, with defaults filled in. TND-1001 names line and column, what was expected and what
 * came; nothing in the text can run code or refer outside of it.
 */
export function readCharter(text: string, file: string = charterPath): Charter {
  const document = parseCharterText(text, file);
  if (document.syntax)
    throw new Problem('TND-1001', {
      message: `${file} is not valid YAML: ${document.syntax.message}`,
      expected: 'YAML 1.2',
      came: document.syntax.came,
      place: document.syntax.place,
      next: ['correct this line; a value with a colon, a quote or a hash needs quotes around it'],
    });
  const parsed = charterSchema.safeParse(hideProtoKeys(document.value));
  if (parsed.success) return withoutContradiction(showProtoKeys(parsed.data), document);
  const issue = shownIssue(mostHelpful(parsed.error.issues));
  const path = issue.path.map(String).join('.') || 'the charter';
  throw new Problem('TND-1001', {
    message: describeIssue(issue, path),
    expected: expectedBy(issue),
    came: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : describeValue(document.valueAt(issue.path)),
    place: document.placeOf(issue.path, issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined),
    next: [
      ...nearestKeys(issue),
      ...(parsed.error.issues.length > 1 ? [`${parsed.error.issues.length - 1} more like this follow`] : []),
      'docs/charter.schema.json describes every key; editors check against it',
    ],
  });
}

/** The charter with its aliases resolved. TND-1001 where two of its parts exclude each other. */
function withoutContradiction(parsed: Charter, document: CharterText): Charter {
  const contradiction = findContradiction(parsed);
  if (!contradiction) return resolveAliases(parsed);
  const { path, ...said } = contradiction;
  throw new Problem('TND-1001', { ...said, place: document.placeOf(path), next: ['correct this line'] });
}

type Issue = z.core.$ZodIssue;

/** The issue with its keys as they stand in the text. */
function shownIssue(issue: Issue): Issue {
  const path = issue.path.map(shownKey);
  return issue.code === 'unrecognized_keys' ? { ...issue, path, keys: issue.keys.map(shownKey) } : { ...issue, path };
}

/** A key that nobody knows explains the one that is missing; of a union, which reports every branch, the one that got furthest. */
function mostHelpful(issues: readonly Issue[]): Issue {
  const first = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (!first) throw new RangeError('a failed parse without an issue');
  if (first.code !== 'invalid_union') return first;
  const isBlank = (inner: Issue): boolean =>
    inner.code === 'invalid_value' && inner.values.length === 1 && inner.values[0] === '?';
  const branches = first.errors
    .map((branch) => branch.map((inner) => ({ ...inner, path: [...first.path, ...inner.path] })))
    .map((branch) => branch.filter((inner) => !isBlank(inner)))
    .filter((branch) => branch.length > 0);
  // What was meant is the form that least is wrong with.
  const fewest = Math.min(...branches.map((branch) => branch.length));
  const real = branches.filter((branch) => branch.length === fewest).flat();
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
      return `one of ${knownKeys(issue).join(', ') || 'no other key'}`;
    case 'too_small':
      return `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    case 'invalid_format':
      return issue.format === 'date' ? 'a date such as 2026-12-31' : issue.message;
    default:
      return issue.message;
  }
}

/** Without those that came: another form of a union may know them. */
function knownKeys({ path, keys }: Extract<Issue, { code: 'unrecognized_keys' }>): readonly string[] {
  return keysAt(path).filter((key) => !keys.includes(key));
}

function nearestKeys(issue: Issue): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const nearest = nearestName(issue.keys[0] ?? '', knownKeys(issue));
  return nearest === undefined ? [] : [`did you mean ${nearest}?`];
}

/** The keys that the schema knows at a path, in any of its forms: a typo is found quicker beside its alternatives. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let forms = formsOf(charterSchema);
  for (const step of path) forms = forms.flatMap((form) => formsOf(child(form, step)));
  return [...new Set(forms.filter(hasShape).flatMap(({ shape }) => Object.keys(shape)))];
}

/** A schema without what wraps it; of a union each of its forms. */
function formsOf(schema: unknown): readonly unknown[] {
  const def = (schema as { def?: { innerType?: unknown; in?: unknown; options?: readonly unknown[] } } | undefined)
    ?.def;
  if (def?.options !== undefined) return def.options.flatMap(formsOf);
  const inner = def?.innerType ?? def?.in;
  return inner === undefined ? [schema] : formsOf(inner);
}

function child(schema: unknown, step: PropertyKey): unknown {
  if (hasShape(schema)) return schema.shape[String(step)];
  const def = (schema as { def?: { element?: unknown; valueType?: unknown } } | undefined)?.def;
  return def?.element ?? def?.valueType;
}

function hasShape(schema: unknown): schema is { readonly shape: Readonly<Record<string, unknown>> } {
  return schema !== null && typeof schema === 'object' && 'shape' in schema;
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
