import type { ParsedInputOf, SnapshotSummary, SnapshotsAnswer } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import { standInOf } from '../withdrawn/index.ts';
import type { TakingBody } from './records.ts';

/** Takings of data, the newest first: `limit` of them after `skip` newer ones. */
export async function listSnapshots(deps: Deps, { limit, skip }: ParsedInputOf<'snapshots'>): Promise<SnapshotsAnswer> {
  return deps.store.read(async (reader) => {
    const total = await reader.from('record').count({ kind: 'taking' });
    const rows = await reader.from('record').find({ kind: 'taking' }, { descending: true, limit: skip + limit });
    const snapshots: SnapshotSummary[] = [];
    for (const { digest } of rows.slice(skip)) snapshots.push(await summariseTaking(deps, reader, digest));
    return { snapshots, total };
  });
}

/** One taking as answers carry it. */
export async function summariseTaking(deps: Deps, reader: Reader, digest: string): Promise<SnapshotSummary> {
  const { body, envelope } = await getRecord(deps, reader, 'taking', digest);
  const snapshot = (await getRecord(deps, reader, 'snapshot', body.inputs.snapshot)).body;
  return {
    snapshot: body.inputs.snapshot,
    taking: digest,
    source: body.source,
    at: isoInstant(envelope.at),
    by: envelope.actor,
    rows: snapshot.rowCount,
    columns: snapshot.schema.length,
    files: body.files.map(({ name, sizeBytes, digest: own, rowCount }) => ({ name, sizeBytes, digest: own, rowCount })),
    checks: body.checks.length,
    failing: failingChecks(body),
    faults: body.faults.length,
    rejected: body.rejectedCount,
    isErasedInPart: (await standInOf(reader, snapshot.payload)) !== undefined,
  };
}

function failingChecks({ checks }: TakingBody): SnapshotSummary['failing'] {
  return checks
    .filter(({ isMet }) => !isMet)
    .map(({ column, check, asked, observed, severity }) => ({ column, check, asked, observed, severity }));
}
