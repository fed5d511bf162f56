import { canonicalJson } from '@tend/table';
import type { Ports, RejectedRow } from '../ports.ts';
import type { TakingBody } from './records.ts';

/** Puts the rows that a taking set aside among the blobs, where they can be erased. */
export async function putRejected(
  { blobs, utf8 }: Pick<Ports, 'blobs' | 'utf8'>,
  rejected: readonly RejectedRow[],
): Promise<TakingBody['payloads']> {
  if (rejected.length === 0) return {};
  return { rejected: await blobs.put(utf8.encode(canonicalJson(rejected))) };
}

/** The rows that a taking set aside, in the order of the source. TND-3104 where they are gone. */
export async function rejectedRows(
  { blobs, utf8 }: Pick<Ports, 'blobs' | 'utf8'>,
  { payloads }: TakingBody,
): Promise<readonly RejectedRow[]> {
  if (payloads.rejected === undefined) return [];
  return JSON.parse(utf8.decode(await blobs.get(payloads.rejected))) as readonly RejectedRow[];
}
