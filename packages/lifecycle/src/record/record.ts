import { Problem } from '@tend/protocol';
import { canonicalJson } from '@tend/table';
import type { Ports } from '../ports.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { Bodies, RecordKind } from './kinds.ts';

/** Immutable content under the SHA-256 of its canonical bytes. Who and when stand in the envelope, outside the digest. */
export interface EvidenceRecord<K extends RecordKind = RecordKind> {
  readonly kind: K;
  readonly v: number;
  readonly body: Bodies[K];
  readonly digest: string;
  readonly bytes: string;
}

export interface Envelope {
  readonly actor: string;
  readonly knownBy: string;
  readonly at: number;
}

/** Lower-case hex of bytes. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** SHA-256 in hex of a text's UTF-8 bytes. */
export function digestText(ports: Pick<Ports, 'sha256' | 'utf8'>, text: string): string {
  return hex(ports.sha256(ports.utf8.encode(text)));
}

/** Makes the record of a body; `body.inputs` names the digests it was computed from, by role. */
export function makeRecord<K extends RecordKind>(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  kind: K,
  body: Bodies[K],
): EvidenceRecord<K> {
  const bytes = canonicalJson({ kind, v: 1, body });
  return { kind, v: 1, body, digest: digestText(ports, bytes), bytes };
}

/** Writes a record and its edges; a record that is there already keeps its first envelope. */
export async function putRecord(
  transaction: Transaction,
  record: EvidenceRecord,
  envelope: {
    readonly actor: { readonly name: string; readonly knownBy: 'claimed' | 'session' | 'token' };
    readonly at: number;
  },
): Promise<void> {
  const { digest, kind, v, bytes } = record;
  const { name: actor, knownBy } = envelope.actor;
  await transaction.from('record').insertMissing({ digest, kind, v, bytes, actor, knownBy, at: envelope.at });
  for (const [role, inputDigest] of inputEdges(record.body))
    await transaction.from('recordInput').insertMissing({ digest, role, inputDigest });
}

/** The record under a digest. TND-1008 where there is none, TND-3104 where its bytes no longer hash to the digest. */
export async function getRecord<K extends RecordKind>(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  reader: Reader,
  kind: K,
  digest: string,
): Promise<EvidenceRecord<K> & { readonly envelope: Envelope }> {
  const row = await reader.from('record').first({ digest, kind });
  if (!row) throw new Problem('TND-1008', { message: `there is no ${kind} with the digest ${digest}` });
  const came = digestText(ports, row.bytes);
  if (came !== digest)
    throw new Problem('TND-3104', {
      message: `the ${kind} record ${digest.slice(0, 12)} was edited after it was written`,
      expected: `bytes that hash to ${digest}`,
      came,
      next: ['npx --no-install tend audit verify'],
    });
  const { body } = JSON.parse(row.bytes) as { body: Bodies[K] };
  const envelope = { actor: row.actor, knownBy: row.knownBy, at: row.at };
  return { kind, v: row.v, body, digest, bytes: row.bytes, envelope };
}

function inputEdges(body: object): readonly (readonly [string, string])[] {
  const inputs = 'inputs' in body ? body.inputs : undefined;
  if (inputs === null || typeof inputs !== 'object') return [];
  return Object.entries(inputs).flatMap(([role, value]) =>
    Array.isArray(value)
      ? value.map((item, i) => [`${role}.${i}`, String(item)] as const)
      : value === null || value === undefined
        ? []
        : [[role, String(value)] as const],
  );
}
