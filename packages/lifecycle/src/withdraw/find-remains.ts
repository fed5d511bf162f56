import type { WithdrawnRemains } from '@tend/protocol';
import type { Erasure } from './erasure.ts';
import { needlesOf } from './person-key.ts';

/** Searches every file of the project for the bytes of the key, and says what to do about each that holds them. */
export async function findRemains(erasure: Erasure): Promise<readonly WithdrawnRemains[]> {
  const { deps, key } = erasure;
  const files = await deps.files.search(needlesOf(key));
  const records = await recordsThatHold(erasure);
  return files.map(({ path, hits }) => ({
    path,
    hits,
    isStored: isStored(path),
    advice: adviceFor(path, records, key.isDistinctive),
  }));
}

/**
 * Kind and beginning of the digest of records and audit entries whose text holds the key, a short one also within a word:
 * evidence is never edited.
 */
async function recordsThatHold({ deps, key }: Erasure): Promise<readonly string[]> {
  // Records are JSON, in which a quote or a backslash of the key is escaped.
  const escaped = JSON.stringify(key.text).slice(1, -1);
  const holds = ({ bytes }: { readonly bytes: string }): boolean => bytes.includes(escaped);
  const { records, entries } = await deps.store.read(async (reader) => ({
    records: await reader.from('record').find({}),
    entries: await reader.from('auditEntry').find({}),
  }));
  return [
    ...records.filter(holds).map(({ kind, digest }) => `${kind} ${digest.slice(0, 12)}`),
    ...entries.filter(holds).map(({ seq }) => `audit entry ${seq}`),
  ];
}

function isStored(path: string): boolean {
  return path.startsWith('.tend/') || path.startsWith('cards/');
}

function adviceFor(path: string, records: readonly string[], isDistinctive: boolean): string {
  if (path.startsWith('.tend/tend.db'))
    return records.length === 0
      ? 'no record holds it as a text: the bytes stand there by chance'
      : `stands in ${records.slice(0, 5).join(', ')}${records.length > 5 ? ` and ${records.length - 5} more` : ''}${isDistinctive ? '' : ', perhaps by chance'}: records are never edited; take the value out of tend.yaml, if it is there, and keep the workspace no longer than you must`;
  if (path.startsWith('.tend/predictions/'))
    return 'another process writes this segment: stop it, then run the command again';
  if (path.startsWith('.tend/blobs/'))
    return 'a model or recipe that serves: deploy a version trained without it, then run the command again';
  if (path.startsWith('.tend/')) return 'a file that is not known: look at it';
  if (path.startsWith('cards/')) return 'a card: take it out by hand';
  return 'a file of yours: take it out where you keep it';
}
