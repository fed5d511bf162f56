import { Problem, type ProblemDetail } from '@tend/protocol';
import { formatBytes } from './format-bytes.ts';
import { limitVariable, type MovableLimit, type ReadLimits } from './read-limits.ts';

/** TND-1004: the source cannot be reached. */
export function unreachable(
  name: string,
  came: string,
  detail: Pick<ProblemDetail, 'expected' | 'next'>,
  cause?: unknown,
): Problem {
  return new Problem(
    'TND-1004',
    { message: `${name} cannot be read: ${came}`, came, place: { file: name }, ...detail },
    cause === undefined ? undefined : { cause },
  );
}

/** TND-1201: the source was reached, and is not what it should be. */
export function unreadable(
  name: string,
  detail: Omit<ProblemDetail, 'place'>,
  at?: { readonly line: number; readonly column?: number; readonly text?: string },
): Problem {
  return new Problem('TND-1201', { ...detail, place: { file: name, ...at } });
}

/** TND-1201: a limit of reading was met, so the reading was stopped. */
export function beyondLimit(name: string, limit: MovableLimit, limits: ReadLimits): Problem {
  const value = limits[limit];
  const asked = limit === 'durationMs' ? `${value / 1000} seconds` : formatBytes(value);
  const what = {
    totalBytes: ['comes to more than', 'of text once it is fetched and unpacked', 'more'],
    residentBytes: ['needs more than', 'of memory to be read', 'more'],
    durationMs: ['takes more than', 'to be read', 'longer'],
  }[limit];
  return unreadable(name, {
    message: `${name} ${what[0]} ${asked} ${what[1]}, so the reading was stopped`,
    expected: `at most ${asked}`,
    came: what[2] ?? 'more',
    next: [`if the data is as large as that, allow more in the environment variable ${limitVariable(limit)}`],
  });
}
