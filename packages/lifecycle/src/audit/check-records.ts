import type { AuditAnswer } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { payloadDigestsOf } from '../record/payloads.ts';
import { digestText } from '../record/record.ts';

type AuditProblem = AuditAnswer['problems'][number];

/**
 * Hashes every record and every payload again, and looks for the records that other records and the log name: one that
 * was removed leaves those names behind.
 */
export async function checkRecords(
  ports: Ports,
  problems: AuditProblem[],
): Promise<{ readonly recordsChecked: number; readonly payloadsChecked: number; readonly payloadsErased: number }> {
  const { records, entries } = await ports.store.read(async (reader) => ({
    records: await reader.from('record').find({}),
    entries: await reader.from('auditEntry').find({}, { orderBy: 'seq' }),
  }));
  const known = new Set(records.map(({ digest }) => digest));
  const reported = new Set<string>();
  const missing = (digest: string, entry: number | null, owner: string): void => {
    if (known.has(digest) || reported.has(digest)) return;
    reported.add(digest);
    problems.push({
      kind: 'record',
      entry,
      message: `the record ${digest.slice(0, 12)} that ${owner} names is gone: it was removed`,
    });
  };
  const writers = new Map(records.map(({ digest, actor, knownBy }) => [digest, `${actor} (${knownBy})`]));
  const payloads = new Map<string, string>();
  for (const { kind, digest, bytes } of records) {
    const owner = `the ${kind} record ${digest.slice(0, 12)}`;
    if (digestText(ports, bytes) !== digest)
      problems.push({ kind: 'record', entry: null, message: `${owner} does not hash to its digest: it was edited` });
    for (const input of inputDigestsOf(bytes)) missing(input, null, owner);
    for (const payload of payloadDigestsOf(bytes)) payloads.set(payload, `${kind} ${digest.slice(0, 12)}`);
  }
  for (const { seq, bytes } of entries) {
    const { digest, writer } = recordNamedBy(bytes) ?? {};
    if (digest === undefined) continue;
    missing(digest, seq, `entry ${seq}`);
    const stored = writers.get(digest);
    // Later entries may name a record that somebody else wrote: the first one is of who did.
    writers.delete(digest);
    if (stored !== undefined && stored !== writer)
      problems.push({
        kind: 'record',
        entry: seq,
        message: `the record ${digest.slice(0, 12)} says that ${stored} wrote it, entry ${seq} ${writer}: it was edited`,
      });
  }
  const erased = erasedBy(records.filter(({ kind, digest }) => kind === 'tombstone' && !writers.has(digest)));
  const payloadsErased = await checkPayloads(ports, payloads, erased, problems);
  return { recordsChecked: records.length, payloadsChecked: payloads.size, payloadsErased };
}

async function checkPayloads(
  ports: Ports,
  payloads: ReadonlyMap<string, string>,
  erased: ReadonlySet<string>,
  problems: AuditProblem[],
): Promise<number> {
  let payloadsErased = 0;
  for (const [digest, owner] of payloads) {
    if (erased.has(digest) && !(await ports.blobs.has(digest))) {
      payloadsErased++;
      continue;
    }
    const isIntact = await ports.blobs.get(digest).then(
      () => true,
      () => false,
    );
    if (!isIntact)
      problems.push({
        kind: 'payload',
        entry: null,
        message: `the payload ${digest.slice(0, 12)} of the ${owner} was changed or is gone`,
      });
  }
  return payloadsErased;
}

/** What tombstones say was erased. One that no entry of the log names explains nothing: anybody could have written it. */
function erasedBy(tombstones: readonly { readonly bytes: string }[]): ReadonlySet<string> {
  const found = tombstones.map(({ bytes }) => (parsed(bytes) as { body?: { erased?: unknown } } | undefined)?.body);
  return new Set(found.map((body) => body?.erased).filter(isDigest));
}

/** The digests under a record's `inputs`; none where its bytes were edited into something else. */
function inputDigestsOf(bytes: string): readonly string[] {
  const inputs = (parsed(bytes) as { body?: { inputs?: unknown } } | undefined)?.body?.inputs;
  if (inputs === null || typeof inputs !== 'object') return [];
  return Object.values(inputs).flat().filter(isDigest);
}

function recordNamedBy(bytes: string): { readonly digest: string; readonly writer: string } | undefined {
  const entry = parsed(bytes) as { actor?: unknown; knownBy?: unknown; facts?: { record?: unknown } } | undefined;
  const digest = entry?.facts?.record;
  return isDigest(digest) ? { digest, writer: `${entry?.actor} (${entry?.knownBy})` } : undefined;
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function parsed(bytes: string): object | undefined {
  try {
    const value: unknown = JSON.parse(bytes);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
