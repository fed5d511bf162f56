import { createHash } from 'node:crypto';
import type { PythonRows } from './expected-rows.ts';

/** Ten hex digits that tell rows apart; "refused" where there are none. */
export function rowsDigest(rows: PythonRows): string {
  if (rows === undefined) return 'refused';
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 10);
}
