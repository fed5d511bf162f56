import { canonicalJson } from '@tend/table';
import type { Ports } from '../ports.ts';
import { digestText } from '../record/record.ts';
import type { SeenFinding } from './seen-finding.ts';

/** The same finding has the same id in every run: 16 hexadecimal digits of a digest over what it is about. */
export function findingId(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  stage: string,
  { kind, subject, key = '' }: Pick<SeenFinding, 'kind' | 'subject' | 'key'>,
): string {
  return digestText(ports, canonicalJson([stage, kind, subject, key])).slice(0, 16);
}
