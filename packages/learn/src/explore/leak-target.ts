import type { Column } from '@tend/table';

/** The outcome that columns may give away, one entry a row of the table. */
export type LeakTarget =
  | {
      readonly type: 'binary';
      /** 1, 0, or -1 for unknown. */
      readonly y: Int8Array;
    }
  | {
      readonly type: 'classes';
      /** A class from 0, or -1 for unknown. */
      readonly codes: Int32Array;
      readonly classes: readonly string[];
    }
  | {
      readonly type: 'number';
      /** NaN for unknown. */
      readonly values: Float64Array;
    };

/** A column as the outcome: a truth value asks for yes or no, a text for one of its values, the rest for a number. */
export function leakTargetOf(column: Column): LeakTarget {
  if (column.kind === 'text') return { type: 'classes', codes: column.codes, classes: column.dictionary };
  if (column.kind !== 'boolean') return { type: 'number', values: column.values };
  return { type: 'binary', y: Int8Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : value)) };
}

/** Of these rows of the table, those whose outcome is known. */
export function rowsOfKnownTarget(target: LeakTarget, rows: Int32Array): Int32Array {
  const known = new Int32Array(rows.length);
  let n = 0;
  if (target.type === 'number') {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (!Number.isNaN(target.values[row] ?? Number.NaN)) known[n++] = row;
    }
  } else {
    const codes = target.type === 'binary' ? target.y : target.codes;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if ((codes[row] ?? -1) >= 0) known[n++] = row;
    }
  }
  return known.slice(0, n);
}
