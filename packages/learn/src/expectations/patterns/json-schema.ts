import { canonicalJson } from '@tend/table';
import { InvalidExpectation } from '../invalid-expectation.ts';
import { pythonRegex } from './python-regex.ts';

type Test = (value: unknown) => boolean;
type Schema = Readonly<Record<string, unknown>>;

/** The keywords of JSON Schema 2020-12 that are judged. Annotations such as `title` and `format` judge nothing. */
const keywords: Readonly<Record<string, (asked: unknown, schema: Schema, compile: (part: unknown) => Test) => Test>> = {
  type: (asked) => {
    const types = list(asked, 'type').map(String);
    return (value) => types.some((type) => isType(value, type));
  },
  enum: (asked) => {
    const allowed = new Set(list(asked, 'enum').map(keyOf));
    return (value) => allowed.has(keyOf(value));
  },
  const: (asked) => (value) => keyOf(value) === keyOf(asked),
  minimum: (asked) => onNumber((value) => value >= Number(asked)),
  maximum: (asked) => onNumber((value) => value <= Number(asked)),
  exclusiveMinimum: (asked) => onNumber((value) => value > Number(asked)),
  exclusiveMaximum: (asked) => onNumber((value) => value < Number(asked)),
  multipleOf: (asked) => onNumber((value) => Number.isInteger(value / Number(asked))),
  minLength: (asked) => onText((value) => [...value].length >= Number(asked)),
  maxLength: (asked) => onText((value) => [...value].length <= Number(asked)),
  pattern: (asked) => onText(pythonRegex('json_schema', String(asked))),
  minItems: (asked) => onList((value) => value.length >= Number(asked)),
  maxItems: (asked) => onList((value) => value.length <= Number(asked)),
  uniqueItems: (asked) => onList((value) => asked !== true || new Set(value.map(keyOf)).size === value.length),
  items: (asked, schema, compile) => {
    const test = compile(asked);
    const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
    return onList((value) => value.slice(first).every(test));
  },
  prefixItems: (asked, _, compile) => {
    const tests = list(asked, 'prefixItems').map(compile);
    return onList((value) => value.slice(0, tests.length).every((item, i) => tests[i]?.(item) ?? true));
  },
  contains: (asked, _, compile) => {
    const test = compile(asked);
    return onList((value) => value.some(test));
  },
  required: (asked) => {
    const names = list(asked, 'required').map(String);
    return onObject((value) => names.every((name) => Object.hasOwn(value, name)));
  },
  minProperties: (asked) => onObject((value) => Object.keys(value).length >= Number(asked)),
  maxProperties: (asked) => onObject((value) => Object.keys(value).length <= Number(asked)),
  properties: (asked, _, compile) => {
    const tests = Object.entries(schemaOf(asked)).map(([name, part]) => [name, compile(part)] as const);
    return onObject((value) => tests.every(([name, test]) => !Object.hasOwn(value, name) || test(value[name])));
  },
  patternProperties: (asked, _, compile) => {
    const tests = Object.entries(schemaOf(asked)).map(
      ([pattern, part]) => [pythonRegex('json_schema', pattern), compile(part)] as const,
    );
    return onObject((value) =>
      Object.entries(value).every(([name, item]) => tests.every(([isNamed, test]) => !isNamed(name) || test(item))),
    );
  },
  additionalProperties: (asked, schema, compile) => {
    const test = compile(asked);
    const named = new Set(Object.keys(schemaOf(schema.properties ?? {})));
    const patterns = Object.keys(schemaOf(schema.patternProperties ?? {})).map((p) => pythonRegex('json_schema', p));
    return onObject((value) =>
      Object.entries(value).every(
        ([name, item]) => named.has(name) || patterns.some((isNamed) => isNamed(name)) || test(item),
      ),
    );
  },
  propertyNames: (asked, _, compile) => {
    const test = compile(asked);
    return onObject((value) => Object.keys(value).every(test));
  },
  allOf: (asked, _, compile) => {
    const tests = list(asked, 'allOf').map(compile);
    return (value) => tests.every((test) => test(value));
  },
  anyOf: (asked, _, compile) => {
    const tests = list(asked, 'anyOf').map(compile);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (asked, _, compile) => {
    const tests = list(asked, 'oneOf').map(compile);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (asked, _, compile) => {
    const test = compile(asked);
    return (value) => !test(value);
  },
  if: (asked, schema, compile) => {
    const [test, yes, no] = [asked, schema.then ?? true, schema.else ?? true].map(compile);
    return (value) => (test?.(value) === true ? yes : no)?.(value) ?? true;
  },
};
const annotations = new Set(
  '$schema $id $comment $defs definitions title description default examples format then else deprecated readOnly writeOnly'.split(
    ' ',
  ),
);

/**
 * Whether a JSON value is valid by a JSON Schema (2020-12, references only within the schema). InvalidExpectation for a
 * keyword that it does not know: one that is passed over in silence would let everything pass.
 */
export function jsonSchema(root: unknown): Test {
  const compiled = new Map<string, Test>();
  const compile = (part: unknown): Test => {
    if (typeof part === 'boolean') return () => part;
    const schema = schemaOf(part);
    const tests = Object.entries(schema).flatMap(([keyword, asked]): Test[] => {
      if (annotations.has(keyword)) return [];
      if (keyword === '$ref') return [reference(String(asked))];
      const make = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined;
      if (make === undefined) throw invalid(`one of ${Object.keys(keywords).join(', ')}`, `the keyword ${keyword}`);
      return [make(asked, schema, compile)];
    });
    return (value) => tests.every((test) => test(value));
  };
  const reference = (path: string): Test => {
    // Compiled when first asked, so that a schema may refer to itself.
    return (value) => {
      let test = compiled.get(path);
      if (test === undefined) {
        test = compile(partAt(root, path));
        compiled.set(path, test);
      }
      return test(value);
    };
  };
  return compile(root);
}

function partAt(root: unknown, path: string): unknown {
  if (!path.startsWith('#')) throw invalid('a reference within the schema, such as #/$defs/name', path);
  let part = root;
  for (const step of path.slice(1).split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    part = part !== null && typeof part === 'object' ? (part as Schema)[name] : undefined;
  }
  if (part === undefined) throw invalid('a reference to a part of the schema', path);
  return part;
}

function schemaOf(part: unknown): Schema {
  if (part !== null && typeof part === 'object' && !Array.isArray(part)) return part as Schema;
  throw invalid('an object or a truth value as schema', JSON.stringify(part) ?? 'nothing');
}

function list(asked: unknown, keyword: string): readonly unknown[] {
  if (Array.isArray(asked)) return asked;
  if (keyword === 'type') return [asked];
  throw invalid(`a list after ${keyword}`, JSON.stringify(asked) ?? 'nothing');
}

function invalid(expected: string, came: string): InvalidExpectation {
  return new InvalidExpectation('json_schema', expected, came);
}

function isType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return value !== null && typeof value === 'object' && !Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function keyOf(value: unknown): string {
  return canonicalJson(value);
}

const onNumber =
  (test: (value: number) => boolean): Test =>
  (value) =>
    typeof value !== 'number' || test(value);
const onText =
  (test: (value: string) => boolean): Test =>
  (value) =>
    typeof value !== 'string' || test(value);
const onList =
  (test: (value: readonly unknown[]) => boolean): Test =>
  (value) =>
    !Array.isArray(value) || test(value);
const onObject =
  (test: (value: Schema) => boolean): Test =>
  (value) =>
    value === null || typeof value !== 'object' || Array.isArray(value) || test(value as Schema);
