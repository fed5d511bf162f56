import { rowsOfKnownTarget } from './leak-target.ts';

/** Training rows whose outcome is known, with it: `target[i]` is 0 or 1 for row `rows[i]` of the table. */
export interface KnownRows {
  readonly rows: Int32Array;
  readonly target: Uint8Array;
  readonly positives: number;
}

/** Of these rows of a table, those where `y` (one a row of the table: 1, 0, -1 for unknown) is known. */
export function knownRows(rows: Int32Array, y: Int8Array): KnownRows {
  const known = rowsOfKnownTarget({ type: 'binary', y }, rows);
  const target = new Uint8Array(known.length);
  let positives = 0;
  for (let i = 0; i < known.length; i++) {
    const outcome = y[known[i] as number] as number;
    target[i] = outcome;
    positives += outcome;
  }
  return { rows: known, target, positives };
}
