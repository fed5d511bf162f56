import type { Cell } from '@tend/table';
import { fileCase, type MalformedCase, oneColumn } from './malformed-case.ts';

const text = (name: string, ...cells: readonly string[]): MalformedCase =>
  fileCase(
    name,
    `a\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join('\n')}\n`,
    oneColumn('text', ...cells),
  );
const numbers = (name: string, spelled: readonly string[], ...cells: readonly Cell[]): MalformedCase =>
  fileCase(
    name,
    `a\n${spelled.join('\n')}\n`,
    oneColumn(cells.every(Number.isInteger) ? 'integer' : 'number', ...cells),
  );

/** Cells that look like a number, a time or a command. What would lose something stays text, to the letter. */
export const cellCases: readonly MalformedCase[] = [
  text('formulas', "=cmd|'/C calc'!A0", '+cmd()', '-cmd()', '@SUM(A1:A9)', '\t=1+1', '=HYPERLINK("http://x")'),
  text('numbers beyond float64', '1e999', '5', '-1e999'),
  text('hexadecimal', '0x10', '0x1F'),
  text('underscores between digits', '1_000', '2_000'),
  text('Infinity', 'Infinity', '-Infinity', '1'),
  text('NaN beside words', 'NaN', 'x', '1'),
  text('digits of other scripts', '١٢٣', '１２３'),
  text('leading zeros', '007', '042'),
  text('integers beyond 2^53', '9007199254740993', '1'),
  text('an integer of 400 digits', '9'.repeat(400), '1'),
  text('days that do not exist', '2001-02-29', '2001-02-28'),
  text('the day zero', '0000-00-00', '2001-02-28'),
  text('a month too many', '2001-13-01', '2001-12-01'),
  text('a German date that does not exist', '31.02.2001', '28.02.2001'),
  text('the hour 25', '2001-02-28T25:00:00Z', '2001-02-28T23:00:00Z'),
  text('a day or a month first?', '3/4/2001', '5/6/2001'),
  text('text that is a number with a unit of nothing', '1 ', 'two', '3'),
  numbers('exponents', ['1e5', '2.5e-3', '1E2'], 1e5, 2.5e-3, 100),
  numbers('a point without digits on one side', ['.5', '5.', '-.25'], 0.5, 5, -0.25),
  numbers('signs', ['+5', '-5'], 5, -5),
  numbers('minus zero', ['-0', '3'], 0, 3),
  numbers('2^53 - 1', ['9007199254740991', '-9007199254740991'], 9007199254740991, -9007199254740991),
  numbers('seventeen digits', ['0.10000000000000001', '0.30000000000000004'], 0.1, 0.30000000000000004),
  numbers('the smallest and the largest numbers', ['5e-324', '1.7976931348623157e308'], 5e-324, 1.7976931348623157e308),
  numbers('halfway between two numbers', ['9007199254740993.0', '0.5'], 9007199254740992, 0.5),
  fileCase('29 February', 'a\n2000-02-29\n2004-02-29\n', oneColumn('date', '2000-02-29', '2004-02-29')),
  fileCase(
    'years before 1970 and far ahead',
    'a\n0001-01-01\n9999-12-31\n',
    oneColumn('date', '0001-01-01', '9999-12-31'),
  ),
  fileCase(
    'times with and without an offset',
    'a\n2001-02-28T23:59:59+02:00\n2001-02-28T23:59:59\n',
    oneColumn('instant', '2001-02-28T21:59:59.000Z', '2001-02-28T23:59:59.000Z'),
  ),
];
