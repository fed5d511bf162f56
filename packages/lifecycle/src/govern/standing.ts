import { type Charter, type CriterionOutcome, type Verdict, type WaiverSummary, worstVerdict } from '@tend/protocol';
import type { Clock, Ports } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { type EvidenceRecord, getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** Where a version stands now: its newest verdict, waivers applied, and the approvals that still count. */
export interface Standing {
  readonly charter: Charter;
  readonly version: Tables['version'];
  readonly verdict: Tables['verdict'];
  readonly evaluation: EvidenceRecord<'evaluation'>;
  readonly criteria: readonly CriterionOutcome[];
  readonly waivers: readonly WaiverSummary[];
  /** Live decisions on the newest verdict. */
  readonly approvals: readonly Tables['approval'][];
}

/** The standing of a version on its newest verdict, or on the one that is named, read in one go. */
export async function standingOf(
  ports: Pick<Ports, 'sha256' | 'utf8'> & { readonly clock: Clock },
  reader: Reader,
  version: Tables['version'],
  verdictId?: string,
): Promise<Standing> {
  const verdict = await reader
    .from('verdict')
    .first(
      { versionDigest: version.digest, ...(verdictId === undefined ? {} : { id: verdictId }) },
      { descending: true },
    );
  if (!verdict) throw new RangeError(`version ${version.digest} has no verdict`);
  const body = (await getRecord(ports, reader, 'version', version.digest)).body;
  const evaluation = await getRecord(ports, reader, 'evaluation', verdict.evaluationDigest);
  const charter = (await getRecord(ports, reader, 'charter', evaluation.body.inputs.charter ?? body.inputs.charter))
    .body.charter;
  const now = ports.clock.now();
  const waivers = (await reader.from('waiver').find({ versionDigest: version.digest })).map((row) =>
    summariseWaiver(row, now),
  );
  const approvals = await reader
    .from('approval')
    .find({ versionDigest: version.digest, verdictId: verdict.id, voidedAt: null });
  const criteria = evaluation.body.criteria.map((criterion) => withWaiver(criterion, waivers));
  return { charter, version, verdict, evaluation, criteria, waivers, approvals };
}

export function summariseWaiver(row: Tables['waiver'], now: number): WaiverSummary {
  return {
    id: row.id,
    criterion: row.criterion,
    person: row.person,
    reason: row.reason,
    // The last day on which it counts, as it was given.
    until: isoInstant(row.expiresAt - 1).slice(0, 10),
    isExpired: row.expiresAt <= now,
  };
}

function withWaiver(criterion: Omit<CriterionOutcome, 'waiver'>, waivers: readonly WaiverSummary[]): CriterionOutcome {
  const own = waivers.filter((waiver) => waiver.criterion === criterion.id);
  const live = own.find((waiver) => !waiver.isExpired);
  const waiver = live ?? own.at(-1) ?? null;
  const isWaived = live !== undefined && criterion.verdict !== 'pass';
  return { ...criterion, verdict: isWaived ? 'waived' : criterion.verdict, waiver };
}

/** The worst verdict; a version that was asked nothing has shown nothing. */
export function gateOf(standing: Pick<Standing, 'criteria'>): Verdict {
  if (standing.criteria.length === 0) return 'unknown';
  return worstVerdict(standing.criteria.map(({ verdict }) => verdict));
}
