import { Problem } from '@tend/protocol';

/** No space, no quota, or the file-size limit of the process; of SQLite, which locks for us, SQLITE_FULL and two of its I/O errors. */
const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const sqliteCodes: readonly unknown[] = [13, 778, 4874];

/** TND-4002 for a write that found no room; any other error as it is. */
export function orDiskFull(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  const isSqlite = 'errcode' in error && sqliteCodes.includes(error.errcode);
  if (!isSqlite && !codes.includes(error.code)) return error;
  return new Problem(
    'TND-4002',
    {
      message: 'the predictions cannot be logged, so they are not answered',
      expected: 'room on the disk of the workspace',
      came: isSqlite ? error.message : String(error.code),
      next: ['free space on that disk, then send the request again'],
    },
    { cause: error },
  );
}
