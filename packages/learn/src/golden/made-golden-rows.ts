import type { Table } from '@tend/table';

/** The name of the column of origins, which stands first. */
export const originColumn = 'golden row';
/** How the origin of a made row begins; that of a training row says its number. */
export const madePrefix = 'made: ';

/** The rows of a table of golden rows that are nobody's; none of any other table. */
export function madeGoldenRows(kept: Table): Int32Array {
  const origin = kept.columns[0];
  if (origin === undefined || origin.kind !== 'text' || !origin.name.startsWith(originColumn)) return new Int32Array(0);
  const rows = Int32Array.from({ length: kept.rowCount }, (_, row) => row);
  return rows.filter((row) => origin.dictionary[origin.codes[row] ?? -1]?.startsWith(madePrefix) === true);
}
