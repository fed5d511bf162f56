import { fileCase, type MalformedCase, type Parsed, type Refused, refused } from './malformed-case.ts';

const deep = 100_000;
const nested = `${'['.repeat(deep)}${']'.repeat(deep)}`;
const json = (name: string, content: string | Uint8Array, answer: Parsed | Refused): MalformedCase =>
  fileCase(name, content, answer, { source: 'data.json' });
const lines = (name: string, content: string | Uint8Array, answer: Parsed | Refused): MalformedCase =>
  fileCase(name, content, answer, { source: 'data.jsonl' });

/** JSON by RFC 8259, and what other programs call by that name. */
export const jsonCases: readonly MalformedCase[] = [
  json('an array of objects', '[{"a": 1, "b": "x"},\n {"b": "", "c": null}, {"a": 2}]', {
    kinds: { a: 'integer', b: 'text', c: 'text' },
    rows: [
      [1, 'x', null],
      [null, null, null],
      [2, null, null],
    ],
  }),
  json('nested values a hundred thousand levels deep', `[{"a": ${nested}}]`, refused(/nested too deeply/, 1)),
  json('brackets that never close', '['.repeat(deep), refused(/./)),
  json('a member twice', '[{"a": 1},\n{"a": 1, "a": 2}]', refused(/line 2 .* names a member twice/, 2)),
  json('a member twice, spelled differently', '[{"a": 1, "\\u0061": 2}]', refused(/names a member twice/, 1)),
  json('names of properties that objects have', '[{"__proto__": 1, "constructor": "x", "toString": 2}]', {
    kinds: JSON.parse('{"__proto__": "integer", "constructor": "text", "toString": "integer"}'),
    rows: [[1, 'x', 2]],
  }),
  json('a prototype as a nested value', '[{"a": {"__proto__": {"b": 1}}}]', {
    kinds: { a: 'text' },
    rows: [['{"__proto__":{"b":1}}']],
  }),
  json('integers beyond 2^53', '[{"a": 9007199254740993}, {"a": 1}]', {
    kinds: { a: 'text' },
    rows: [['9007199254740993'], ['1']],
  }),
  json('integers beyond 2^53 inside', '[{"a": [9007199254740993]}]', {
    kinds: { a: 'text' },
    rows: [['[9007199254740993]']],
  }),
  json('numbers beyond float64', '[{"a": 1e999}]', { kinds: { a: 'text' }, rows: [['1e999']] }),
  json('NaN', '[{"a": NaN}]', refused(/line 1 .* is not JSON/, 1)),
  json('a comment', '[\n// rows\n{"a": 1}]', refused(/./, 2)),
  json('a comma too many', '[{"a": 1},\n]', refused(/./, 2)),
  json('single quotes', "[{'a': 1}]", refused(/line 1 .* is not JSON/, 1)),
  json('an end too early', '[{"a": 1}, {"a"', refused(/./, 1)),
  json('something behind the array', '[{"a": 1}] {"a": 2}', refused(/./, 1)),
  json('one number', '5', refused(/./, 1)),
  json('an array of arrays', '[[1, 2], [3, 4]]', refused(/./, 1)),
  json('an array of nothing', '[]', refused(/./)),
  json('objects without members', '[{}, {}]', refused(/./)),
  json('an empty file', '', refused(/empty/)),
  json('half a pair of surrogates', '[{"a": "\\ud834"}]', refused(/surrogate/)),
  json('a NUL character in a text', '[{"a": "x\\u0000y"}]', refused(/NUL/, 1)),
  json('line ends and quotes in texts', '[{"a": "x\\r\\n\\"y\\""}]', { kinds: { a: 'text' }, rows: [['x\r\n"y"']] }),
  json(
    'bytes that are no UTF-8',
    Buffer.from([0x5b, 0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x5d]),
    refused(/not UTF-8/, 1),
  ),
  json('a byte order mark', '\ufeff[{"a": 1}]', { kinds: { a: 'integer' }, rows: [[1]] }),
  json('a name without characters', '[{"": 1}]', refused(/./)),
  lines('JSON lines', '{"a": 1}\n\n{"a": 2}', { kinds: { a: 'integer' }, rows: [[1], [2]] }),
  lines(
    'JSON lines, one of them broken',
    '{"a": 1}\n{"a": 2}\n{"a": \n{"a": 4}\n',
    refused(/line 3 .* is not JSON/, 3),
  ),
  lines('JSON lines, two objects in one', '{"a": 1}\n{"a": 2}{"a": 3}\n', refused(/line 2 .* is not JSON/, 2)),
  lines('JSON lines, an object over several', '{"a":\n1}\n', refused(/line 1 .* is not JSON/, 1)),
  lines('JSON lines, one a list', '{"a": 1}\n[2]\n', refused(/line 2 .* an array/, 2)),
  lines('JSON lines with kinds that change', '{"a": 1}\n{"a": "x"}\n{"a": true}\n{"a": {"b": [1]}}\n', {
    kinds: { a: 'text' },
    rows: [['1'], ['x'], ['true'], ['{"b":[1]}']],
  }),
];
