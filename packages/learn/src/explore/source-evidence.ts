import { type Column, columnOf, type Table } from '@tend/table';
import { evenSample } from './even-sample.ts';
import { functionEvidence } from './function-evidence.ts';
import type { Evidence } from './leak-suspect.ts';
import type { LeakTarget } from './leak-target.ts';
import { findSourceFormulas } from './source-formulas.ts';

/** A source of so few values is asked for as classes. */
const fewValues = 20;

/**
 * Columns that give a column exactly from which the target is computed, alone or two together; of a target that is a number,
 * the number itself. On all rows: certain; on 99% or more: suspect.
 */
export function findSources(
  table: Table,
  columns: readonly Column[],
  target: LeakTarget,
  rows: Int32Array,
  sources: readonly string[],
): ReadonlyMap<string, Evidence> {
  const found = new Map<string, Evidence>();
  const add = (name: string, evidence: Evidence | undefined): void => {
    if (evidence !== undefined && found.get(name)?.grade !== 'certain') found.set(name, evidence);
  };
  const addFormulas = (name: string, values: Float64Array): void => {
    for (const formula of findSourceFormulas(values, columns, rows))
      for (const column of formula.columns) {
        const evidence = { type: 'source', source: name, formula } as const;
        add(column, { grade: formula.share === 1 ? 'certain' : 'suspect', evidence, n: formula.n });
      }
  };
  if (target.type === 'number') addFormulas('the target', target.values);
  for (const name of sources) {
    const source = columnOf(table, name);
    if (source.kind === 'text') {
      if (source.dictionary.length < 2) continue;
      const known = rows.filter((row) => (source.codes[row] ?? -1) >= 0);
      const outcomes = { rows: known, codes: known.map((row) => source.codes[row] ?? 0) };
      for (const column of columns) add(column.name, functionEvidence(column, outcomes, name));
    } else if (
      new Set(
        evenSample(rows, 2000)
          .values()
          .map((row) => source.values[row]),
      ).size <= fewValues
    ) {
      const known = rows.filter((row) => !Number.isNaN(source.values[row] ?? Number.NaN));
      const codeOf = new Map(
        [...new Set(Array.from(known, (row) => source.values[row]))].map((value, i) => [value, i]),
      );
      const outcomes = { rows: known, codes: known.map((row) => codeOf.get(source.values[row]) ?? 0) };
      for (const column of columns) add(column.name, functionEvidence(column, outcomes, name));
    } else addFormulas(`"${name}"`, source.values);
  }
  return found;
}
