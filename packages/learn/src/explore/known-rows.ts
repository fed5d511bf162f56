/** Training rows whose outcome is known, with it: `target[i]` is 0 or 1 for row `rows[i]` of the table. */
export interface KnownRows {
  readonly rows: Int32Array;
  readonly target: Uint8Array;
  readonly positives: number;
}

/** Of these rows of a table, those where `y` (one a row of the table: 1, 0, -1 for unknown) is known. */
export function knownRows(rows: Int32Array, y: Int8Array): KnownRows {
  const known = rows.filter((row) => (y[row] ?? -1) >= 0);
  const target = Uint8Array.from(known, (row) => y[row] ?? 0);
  let positives = 0;
  for (const outcome of target) positives += outcome;
  return { rows: known, target, positives };
}
