import { canonicalJson } from '@tend/table';
import type { Ports, RejectedRow } from '../ports.ts';
import { presentPayload } from '../withdrawn/index.ts';
import type { TakingBody } from './records.ts';

/** Puts the rows that a taking set aside among the blobs, where they can be erased. */
export async function putRejected(
  { blobs, utf8 }: Pick<Ports, 'blobs' | 'utf8'>,
  rejected: readonly RejectedRow[],
): Promise<TakingBody['payloads']> {
  if (rejected.length === 0) return {};
  return { rejected: await blobs.put(utf8.encode(canonicalJson(rejected))) };
}

/** The rows that a taking set aside, in the order of the source. TND-3104 where they are gone, TND-3109
 * where a withdrawal left none. */
export async function rejectedRows(
  ports: Pick<Ports, 'blobs' | 'utf8' | 'store'>,
  { payloads }: TakingBody,
): Promise<readonly RejectedRow[]> {
  if (payloads.rejected === undefined) return [];
  const bytes = await ports.blobs.get(await presentPayload(ports, payloads.rejected));
  return JSON.parse(ports.utf8.decode(bytes)) as readonly RejectedRow[];
}
