import { formatNumber } from '@tend/protocol/number-format';
import type { Deps } from '../ports.ts';
import { digestText, type EvidenceRecord } from '../record/record.ts';
import type { StageOutput } from '../stage/stage.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

type Evaluation = EvidenceRecord<'evaluation'>;

/**
 * Makes an evaluation the newest verdict of a version, with the decisions on older ones that it voids. Nothing where it is
 * the newest already.
 */
export async function putVerdict(
  deps: Deps,
  transaction: Transaction,
  versionDigest: string,
  evaluation: Evaluation,
): Promise<void> {
  const { criteria } = evaluation.body;
  const verdicts = await transaction.from('verdict').find({ versionDigest });
  if (verdicts.at(-1)?.evaluationDigest === evaluation.digest) return;
  const id = digestText(deps, `${versionDigest}/${evaluation.digest}/${verdicts.length}`).slice(0, 32);
  const isPassing = criteria.length > 0 && criteria.every(({ verdict }) => verdict === 'pass') ? 1 : 0;
  const voiding = await voidingOf(transaction, versionDigest, evaluation);
  await transaction
    .from('verdict')
    .insert({ id, versionDigest, evaluationDigest: evaluation.digest, isPassing, at: deps.clock.now() });
  const results = criteria.map(({ id: criterion, asked, got, verdict }, position): Tables['criterionResult'] => ({
    verdictId: id,
    criterion,
    position,
    asked,
    got,
    verdict: verdict === 'waived' ? 'unknown' : verdict,
  }));
  if (results.length > 0) await transaction.from('criterionResult').insert(...results);
  if (voiding.approvals.length > 0)
    await transaction
      .from('approval')
      .update({ id: voiding.approvals }, { voidedAt: deps.clock.now(), voidReason: voiding.reason });
}

/** How many verdicts of the model's version are newer than that of an evaluation; 0 where it has none yet. */
export async function newerVerdicts(reader: Reader, modelName: string, evaluation: Evaluation): Promise<number> {
  const version = await reader.from('version').first({ modelName, modelDigest: evaluation.body.inputs.model });
  if (!version) return 0;
  const verdicts = await reader.from('verdict').find({ versionDigest: version.digest });
  const own = verdicts.findLastIndex(({ evaluationDigest }) => evaluationDigest === evaluation.digest);
  return own < 0 ? 0 : verdicts.length - 1 - own;
}

interface Voiding {
  /** Ids of approvals and rejections of older verdicts that no longer count. */
  readonly approvals: readonly string[];
  readonly reason: string;
}

/**
 * What a new verdict voids: every decision on an older one, except approvals that a promotion leans on while nothing
 * fails newly. A serving version that passes again may so be started again; a criterion with a waiver, live or expired,
 * fails no more than it did when it was waived.
 */
async function voidingOf(reader: Reader, versionDigest: string, { digest, body }: Evaluation): Promise<Voiding> {
  const newest = await reader.from('verdict').first({ versionDigest }, { descending: true });
  const own = newest?.evaluationDigest === digest ? newest.id : undefined;
  const older = (await reader.from('approval').find({ versionDigest, voidedAt: null })).filter(
    ({ verdictId }) => verdictId !== own,
  );
  const waived = new Set((await reader.from('waiver').find({ versionDigest })).map(({ criterion }) => criterion));
  const first = body.criteria.find(({ id, verdict }) => verdict !== 'pass' && !waived.has(id));
  if (first || body.criteria.length === 0)
    return {
      approvals: older.map(({ id }) => id),
      reason: first
        ? `a newer evaluation does not pass: ${first.id} asked ${first.asked}, got ${first.got}`
        : 'a newer evaluation was asked nothing',
    };
  const promotions = await reader.from('promotion').find({ versionDigest });
  const promoted = new Set(promotions.map(({ verdictId }) => verdictId));
  const unused = older.filter(({ verdictId, decision }) => decision === 'reject' || !promoted.has(verdictId));
  return {
    approvals: unused.map(({ id }) => id),
    reason: `a newer evaluation of ${formatNumber(body.criteria.length)} criteria`,
  };
}

/** The same for the audit entry of the stage. */
export async function voidingFacts(
  deps: Deps,
  versionDigest: string,
  evaluation: Evaluation,
): Promise<NonNullable<StageOutput<'version'>['facts']>> {
  const { approvals, reason } = await deps.store.read((reader) => voidingOf(reader, versionDigest, evaluation));
  return approvals.length === 0 ? {} : { voided: approvals, reason };
}
