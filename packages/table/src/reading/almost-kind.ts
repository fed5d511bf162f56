import type { AlmostReading } from '../column-reading.ts';
import type { NumericKind } from '../table.ts';
import { cellParser } from './cell-parser.ts';
import { isMissingSpelling } from './missing-spellings.ts';
import { hasLeadingZero, isBeyondExact } from './parse-number.ts';
import type { SpelledColumn } from './spelled-column.ts';

const kinds: readonly NumericKind[] = ['number', 'date', 'instant', 'boolean'];
/** So few of the values, or of the distinct ones, are taken for exceptions. */
const mostMisfits = 0.01;
/** One misfit beside so many other distinct texts is an exception, however short the column. */
const leastFitting = 20;

/**
 * The kind that nearly all texts of a column are of, and the first that is not; undefined where there is none, or where a misfit
 * is a number that a number would change (leading zeros, more digits than it holds). `rowOf` finds the first row of a code.
 */
export function almostKind(
  column: SpelledColumn,
  rowOf: (code: number) => number,
  decimal?: '.' | ',',
): AlmostReading | undefined {
  let known = 0;
  for (let code = 0; code < column.size; code++) known += column.countAt(code);
  for (const kind of kinds) {
    const found = misfitsOf(column, kind, known, decimal);
    if (found === undefined) continue;
    const { misfits, first } = found;
    return { kind, misfits, known, text: column.textAt(first), row: rowOf(first) };
  }
  return undefined;
}

function misfitsOf(
  column: SpelledColumn,
  kind: NumericKind,
  known: number,
  decimal: '.' | ',' | undefined,
): { readonly misfits: number; readonly first: number } | undefined {
  const parse = cellParser(kind, kind === 'number' && decimal === ',' ? { decimal } : {});
  let [misfits, distinct, fitting, first] = [0, 0, 0, -1];
  for (let code = 0; code < column.size; code++) {
    const text = column.textAt(code);
    const isNumber = kind === 'number';
    if (isNumber && (hasLeadingZero(text) || isBeyondExact(text))) return undefined;
    if (parse(text) !== undefined) {
      fitting++;
      continue;
    }
    if (isMissingSpelling(text)) continue;
    if (first < 0) first = code;
    misfits += column.countAt(code);
    distinct++;
    if (misfits > mostMisfits * known && distinct > Math.max(1, mostMisfits * column.size)) return undefined;
  }
  const isFew = misfits <= mostMisfits * known || distinct <= mostMisfits * column.size;
  const isException = distinct === 1 && fitting >= leastFitting;
  return first >= 0 && fitting > 0 && (isFew || isException) ? { misfits, first } : undefined;
}
