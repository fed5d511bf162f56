import { totalmem } from 'node:os';

/** What reading one source may cost before it is stopped. */
export interface ReadLimits {
  /** Bytes that the source may come to once it is fetched, unpacked and written as delimited text. */
  readonly totalBytes: number;
  /** Memory of the reading process, all of it. */
  readonly residentBytes: number;
  readonly durationMs: number;
  /** From so many bytes on, what has grown more than `bombRatio` times by unpacking is taken for a bomb. */
  readonly bombBytes: number;
}

const gib = 2 ** 30;

/** An hour, 64 GiB of text, and 4 GiB of memory or four fifths of the machine's, whichever is less. */
export const defaultReadLimits: ReadLimits = {
  totalBytes: 64 * gib,
  residentBytes: Math.min(4 * gib, Math.floor(totalmem() * 0.8)),
  durationMs: 3_600_000,
  bombBytes: gib,
};

/** Text packs 1:20, seldom 1:200; gzip cannot do more than 1:1,032. */
export const bombRatio = 1000;

/** The limits that a person may move. */
export type MovableLimit = Exclude<keyof ReadLimits, 'bombBytes'>;

const variables = {
  totalBytes: ['TEND_READ_MIB', 2 ** 20],
  residentBytes: ['TEND_READ_MEMORY_MIB', 2 ** 20],
  durationMs: ['TEND_READ_SECONDS', 1000],
} as const satisfies Record<MovableLimit, readonly [name: string, unit: number]>;

/** The environment variable that moves a limit, for messages. */
export function limitVariable(limit: MovableLimit): string {
  return variables[limit][0];
}

/** The default limits, moved by the environment: `TEND_READ_MIB`, `TEND_READ_MEMORY_MIB`, `TEND_READ_SECONDS`. */
export function readLimitsFrom(environment: NodeJS.ProcessEnv): ReadLimits {
  const limit = (key: MovableLimit): number => {
    const [name, unit] = variables[key];
    const value = Number(environment[name]);
    return value > 0 && Number.isFinite(value) ? value * unit : defaultReadLimits[key];
  };
  return {
    ...defaultReadLimits,
    totalBytes: limit('totalBytes'),
    residentBytes: limit('residentBytes'),
    durationMs: limit('durationMs'),
  };
}
