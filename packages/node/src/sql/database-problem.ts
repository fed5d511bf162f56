import { Problem, type ProblemCode } from '@tend/protocol';

/** What node:sqlite and pg put on their errors; SQLite's `errcode` is its extended result code. */
interface DatabaseError {
  readonly message: string;
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly errno?: unknown;
}

/**
 * The one place where failures of a database become problems a person can act on. What is not recognised comes back as it
 * is, because it is a bug. The database's sentence is kept: a trigger's message is the answer to "why".
 */
export function databaseProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const { code, errcode } = error as DatabaseError;
  if (typeof errcode === 'number') return sqliteProblem(error, errcode);
  if (code === 'ENOSPC' || code === 'EDQUOT') return problem('TND-4002', error);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return postgresProblem(error, code);
  if (typeof code === 'string' && connectionFailures.has(code)) return problem('TND-1004', error, reachDatabase);
  return error;
}

/** Whether a PostgreSQL transaction lost against another one and may simply be run again. */
export function isRetryable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === '40001' || code === '40P01';
}

/** https://sqlite.org/rescode.html: the low byte is the primary code. */
function sqliteProblem(error: Error, extended: number): unknown {
  if (failuresToWrite.has(extended)) return problem('TND-4002', error, freeSpace);
  switch (extended & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return problem('TND-4003', error, waitForOther);
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return problem('TND-1004', error, ['check that the workspace folder exists and may be written']);
    case 10: // SQLITE_IOERR
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return problem('TND-4007', error, restoreCopy);
    case 13: // SQLITE_FULL
      return problem('TND-4002', error, freeSpace);
    case 19: // SQLITE_CONSTRAINT
      return refusal(error, sqliteConstraints.get(extended) ?? 'other');
    default:
      return error;
  }
}

/** SQLITE_IOERR_WRITE (also a limit on the size of files) and SQLITE_IOERR_SHMSIZE: no room, and nothing is damaged. */
const failuresToWrite: ReadonlySet<number> = new Set([778, 4874]);

const sqliteConstraints: ReadonlyMap<number, string> = new Map([
  [275, 'check'],
  [787, 'foreignKey'],
  [1299, 'notNull'],
  [1555, 'unique'],
  [1811, 'trigger'],
  [2067, 'unique'],
]);

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; class 23 is integrity, and our triggers raise 23000. */
function postgresProblem(error: Error, code: string): unknown {
  if (code.startsWith('23')) return refusal(error, postgresConstraints.get(code) ?? 'other');
  if (code === '53100') return problem('TND-4002', error, freeSpace);
  if (isRetryable(error) || code === '55P03') return problem('TND-4003', error, waitForOther);
  if (
    code.startsWith('08') ||
    code.startsWith('28') ||
    code.startsWith('57P') ||
    code === '3D000' ||
    code === '53300'
  ) {
    return problem('TND-1004', error, reachDatabase);
  }
  if (code === 'XX001' || code === 'XX002') return problem('TND-4007', error, restoreCopy);
  return error;
}

const postgresConstraints: ReadonlyMap<string, string> = new Map([
  ['23000', 'trigger'],
  ['23502', 'notNull'],
  ['23503', 'foreignKey'],
  ['23505', 'unique'],
  ['23514', 'check'],
]);

const connectionFailures: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const freeSpace = ['free some space on the disk, then run the command again: nothing was half written'];
const waitForOther = ['wait until the other command has ended, then run this one again'];
const restoreCopy = ['restore the workspace from a copy; keep the damaged files, they may still be readable in part'];
const reachDatabase = ['check DATABASE_URL, and that the database server runs'];

function problem(code: ProblemCode, error: Error, next?: readonly string[]): Problem {
  return new Problem(code, { message: error.message, ...(next && { next }) }, { cause: error });
}

function refusal(error: Error, constraint: string): Problem {
  return new Problem('TND-4005', { message: error.message, facts: { constraint } }, { cause: error });
}
