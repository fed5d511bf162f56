import { InputProblem } from './input-problem.ts';
import { readTextFile } from './read-text-file.ts';

export interface Label {
  readonly prediction: string;
  readonly outcome: boolean;
  readonly knownAt: string;
}

const header = ['prediction', 'outcome', 'knownAt'] as const;
const outcomes: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };
const most = 100_000;

/**
 * Outcomes from a CSV file with exactly the columns prediction, outcome and knownAt, in any order. Ids, booleans and
 * times hold neither quotes nor commas, so neither is read. TND-1201 names file, line, expected and came.
 */
export function readLabels(file: string, cwd: string): Label[] {
  const lines = readTextFile(file, cwd).split(/\r?\n/);
  const names = (lines[0] ?? '').split(',').map((name) => name.trim());
  const positions = header.map((name) => names.indexOf(name));
  if (names.length !== header.length || positions.includes(-1)) {
    throw fault(file, lines, 0, 'the header does not fit', header.join(','), lines[0] || 'an empty line');
  }
  const [p = 0, o = 0, k = 0] = positions;
  const labels = lines.flatMap((line, i): Label[] => {
    if (i === 0 || line.trim() === '') return [];
    const fields = line.split(',').map((field) => field.trim());
    if (fields.length !== header.length) {
      throw fault(
        file,
        lines,
        i,
        `line ${i + 1} of ${file} has ${fields.length} fields`,
        '3 fields, as in the header',
        `${fields.length} fields`,
      );
    }
    const [prediction = '', spelled = '', knownAt = ''] = [fields[p], fields[o], fields[k]];
    const outcome = outcomes[spelled.toLowerCase()];
    if (prediction === '')
      throw fault(file, lines, i, `line ${i + 1} of ${file} names no prediction`, 'the id of an answer', 'nothing');
    if (outcome === undefined)
      throw fault(
        file,
        lines,
        i,
        `line ${i + 1} of ${file} has no outcome`,
        'true, false, 1 or 0',
        spelled || 'nothing',
      );
    if (!isTime(knownAt)) {
      throw fault(
        file,
        lines,
        i,
        `line ${i + 1} of ${file} does not say when the outcome was known`,
        'a date (2001-03-31) or a UTC time (2001-03-31T00:00:00Z)',
        knownAt || 'nothing',
      );
    }
    return [{ prediction, outcome, knownAt }];
  });
  if (labels.length > 0 && labels.length <= most) return labels;
  throw new InputProblem('TND-1201', {
    message: `${file} holds ${labels.length === 0 ? 'no outcome' : 'too many outcomes'}`,
    expected: `1 to ${most.toLocaleString('en-US')} lines below the header`,
    came: labels.length.toLocaleString('en-US'),
    next: labels.length === 0 ? [] : ['split the file: recording is the same in parts'],
  });
}

function isTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z)?$/.test(text) && !Number.isNaN(Date.parse(text));
}

function fault(
  file: string,
  lines: readonly string[],
  index: number,
  message: string,
  expected: string,
  came: string,
): InputProblem {
  const place = { file, line: index + 1, text: lines[index] ?? '' };
  return new InputProblem('TND-1201', { message, place, expected, came });
}
