import { Problem } from '@tend/protocol';

/** No space, no quota, or the file-size limit of the process. */
const codes: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** TND-4002 for a write that found no room; any other error as it is. */
export function orDiskFull(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && codes.includes(error.code))) return error;
  return new Problem(
    'TND-4002',
    {
      message: 'the predictions cannot be logged, so they are not answered',
      expected: 'room on the disk of the workspace',
      came: String(error.code),
      next: ['free space on that disk, then send the request again'],
    },
    { cause: error },
  );
}
