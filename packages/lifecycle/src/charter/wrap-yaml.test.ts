import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { wrapComment, wrapYaml } from './wrap-yaml.ts';
import { yamlFlow, yamlText } from './yaml-text.ts';

const words = fc.array(fc.constantFrom('a', 'no', '#', '-', ':', '?', '"', "'", '\\', '{', ',', 'word', '', '好'), {
  minLength: 5,
  maxLength: 60,
});

test('a wrapped line says what it said before', () => {
  fc.assert(
    fc.property(words, fc.array(words, { maxLength: 4 }), (first, columns) => {
      const value = { step: 'bin', columns: columns.map((one) => one.join(' ')), reason: first.join(' ') };
      const lines = [
        ...wrapYaml(`- {step: bin, columns: ${yamlFlow(value.columns)},`, '   '),
        ...wrapYaml(`   reason: ${yamlText(value.reason)}}`, '   '),
      ];
      expect(parse(lines.join('\n'))).toEqual([value]);
    }),
  );
});

test('lines are of 80 characters where words allow it', () => {
  const long = `    - {step: bin, columns: ["speed"], reason: "${'some words '.repeat(30)}"}`;
  const lines = wrapYaml(long, '       ');
  expect(lines.length).toBeGreaterThan(4);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(wrapYaml(`  reason: ${'x'.repeat(100)}`, '  ')).toHaveLength(1);
});

test('each line of a comment is one', () => {
  const lines = wrapComment('leaves out a column '.repeat(20), '    ');
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) expect(line).toMatch(/^ {4}# .{0,74}$/);
});
