import type { Finding } from '@tend/learn';
import type { SeenFinding } from '../findings/index.ts';

/** A finding as it is tracked over iterations: its kind and subject make its id. */
export function seenFinding({ kind, subject, message, severity }: Finding): SeenFinding {
  return { kind, subject, message, severity };
}
