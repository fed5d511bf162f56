import { type ApprovalSummary, Problem, type VersionSummary, worstVerdict } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import type { Ports } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { withdrawnSince } from '../withdrawn/index.ts';
import { standingOf } from './standing.ts';

export type Version = Tables['version'];

/** The version that serves now. */
export async function championOf(ports: Ports): Promise<Version | undefined> {
  return ports.store.read(async (reader) => {
    const serving = await reader.from('deployment').first({ state: 'serving' }, { descending: true });
    return serving && reader.from('version').first({ digest: serving.versionDigest });
  });
}

/**
 * The version under a name: `name@v2`, `v2`, `2`, 8 or more digits of its digest; the newest where no name is given.
 * TND-1008 where there is none, with the names that exist.
 */
export async function findVersion(ports: Ports, name: string | undefined): Promise<Version> {
  const versions = await ports.store.read((reader) => reader.from('version').find({}));
  const newest = versions.at(-1);
  if (!newest)
    throw new Problem('TND-1008', {
      message: 'there is no version yet',
      expected: 'a version made by a finished run',
      came: 'none',
      next: ['npx --no-install tend run'],
    });
  if (name === undefined) return newest;
  const [, model, number] = /^(?:(.+)@)?v?(\d{1,6})$/.exec(name) ?? [];
  const found = versions.filter(
    (version) =>
      (number !== undefined &&
        version.number === Number(number) &&
        (model ?? version.modelName) === version.modelName) ||
      (/^[0-9a-f]{8,64}$/.test(name) && version.digest.startsWith(name)),
  );
  const match = found.at(-1);
  if (match) return match;
  const known = versions.slice(-5).map((version) => `${version.modelName}@v${version.number}`);
  throw new Problem('TND-1008', {
    message: `there is no version ${name}`,
    expected: `one of ${known.join(', ')}${versions.length > 5 ? ` and ${formatNumber(versions.length - 5)} older` : ''}`,
    came: name,
    next: ['npx --no-install tend status'],
  });
}

/** A version as people see it: verdict, approvals, whether it serves. */
export async function summariseVersion(ports: Ports, version: Version): Promise<VersionSummary> {
  return ports.store.read(async (reader) => {
    const model = await getRecord(ports, reader, 'model', version.modelDigest);
    const standing = await standingOf(ports, reader, version);
    const serving = await reader.from('deployment').first({ versionDigest: version.digest, state: 'serving' });
    return {
      name: version.modelName,
      number: version.number,
      digest: version.digest,
      model: model.body.payload,
      estimator: model.body.estimator,
      origin: version.origin,
      trainedBy: version.trainedBy,
      at: isoInstant(version.at),
      verdict: worstVerdict(standing.criteria.map(({ verdict }) => verdict)),
      approvals: await approvalsOf(reader, version),
      isServing: serving !== undefined,
      withdrawn: (await withdrawnSince(ports, reader, version)) ?? null,
    };
  });
}

/** Every decision on a version, in the order in which they were made. */
export async function approvalsOf(reader: Reader, version: Version): Promise<readonly ApprovalSummary[]> {
  const rows = await reader.from('approval').find({ versionDigest: version.digest });
  return Promise.all(rows.map((row) => summariseApproval(reader, row)));
}

export async function summariseApproval(reader: Reader, row: Tables['approval']): Promise<ApprovalSummary> {
  const record = await reader.from('record').first({ digest: row.recordDigest });
  return {
    id: row.id,
    person: row.person,
    knownBy: record?.knownBy ?? 'claimed',
    decision: row.decision,
    reason: row.reason,
    at: isoInstant(row.at),
    isSeparate: row.isSeparate === 1,
    voided: row.voidReason,
  };
}
