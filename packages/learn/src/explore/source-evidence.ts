import { type Column, columnOf } from '@tend/table';
import type { CodedColumns } from '../associations/coded-columns.ts';
import { type CodedOutcomes, functionEvidence } from './function-evidence.ts';
import type { Evidence } from './leak-suspect.ts';
import type { LeakTarget } from './leak-target.ts';
import { findSourceFormulas } from './source-formulas.ts';

/** A source of so few values is asked for as classes. */
const fewValues = 20;

/**
 * Columns that give a column exactly from which the target is computed, alone or two together; of a target that is a number,
 * the number itself. On all rows that are coded: certain; on 99% or more: suspect.
 */
export function findSources(
  coded: CodedColumns,
  columns: readonly Column[],
  target: LeakTarget,
  sources: readonly string[],
): ReadonlyMap<string, Evidence> {
  const found = new Map<string, Evidence>();
  const add = (name: string, evidence: Evidence | undefined): void => {
    if (evidence !== undefined && found.get(name)?.grade !== 'certain') found.set(name, evidence);
  };
  const addFormulas = (name: string, values: Float64Array): void => {
    for (const formula of findSourceFormulas(values, columns, coded.rows))
      for (const column of formula.columns) {
        const evidence = { type: 'source', source: name, formula } as const;
        add(column, { grade: formula.share === 1 ? 'certain' : 'suspect', evidence, n: formula.n });
      }
  };
  if (target.type === 'number') addFormulas('the target', target.values);
  for (const name of sources) {
    const source = columnOf(coded.table, name);
    const outcomes = outcomesOf(source, coded.rows);
    if (outcomes === undefined) addFormulas(`"${name}"`, valuesOf(source));
    else {
      const known = coded.among(outcomes.rows);
      for (const column of columns) add(column.name, functionEvidence(known.of(column.name), outcomes, name));
    }
  }
  return found;
}

/** A text, or a number of few values, as outcomes of a few kinds where it is known; undefined for other numbers. */
function outcomesOf(column: Column, rows: Int32Array): CodedOutcomes | undefined {
  if (column.kind === 'text') {
    const known = rows.filter((row) => (column.codes[row] ?? -1) >= 0);
    return { rows: known, codes: known.map((row) => column.codes[row] ?? 0) };
  }
  const codeOf = new Map<number, number>();
  const known = rows.filter((row) => !Number.isNaN(column.values[row] ?? Number.NaN));
  const codes = new Int32Array(known.length);
  for (const [i, row] of known.entries()) {
    const value = column.values[row] ?? 0;
    const code = codeOf.get(value) ?? codeOf.size;
    if (code === codeOf.size) codeOf.set(value, code);
    if (codeOf.size > fewValues) return undefined;
    codes[i] = code;
  }
  return { rows: known, codes };
}

function valuesOf(column: Column): Float64Array {
  return column.kind === 'text' ? new Float64Array() : column.values;
}
