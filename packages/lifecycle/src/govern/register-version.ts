import { formatNumber } from '@tend/protocol/number-format';
import type { Deps } from '../ports.ts';
import { digestText, type EvidenceRecord, getRecord, makeRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput } from '../stage/stage.ts';
import type { Reader, Transaction } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { cardPath } from './card.ts';
import type { VersionBody } from './records.ts';

/** The govern stage: the trained model becomes a version with a verdict, ready for people to decide on. */
export const governStage: StageDefinition<'version'> = {
  stage: 'govern',
  kind: 'version',
  async key({ resultOf }) {
    return { evaluation: resultOf('evaluate') };
  },
  compute: registerVersion,
  async describe({ deps }, body) {
    const verdict = await deps.store.read((reader) =>
      reader.from('verdict').first({ evaluationDigest: body.inputs.evaluation }, { descending: true }),
    );
    return {
      summary: `version ${body.name}@v${body.number}, ${verdict?.isPassing === 1 ? 'passes its gate' : 'does not pass its gate'}`,
      details: [
        `card ${cardPath({ modelName: body.name, number: body.number })}`,
        `model ${shortDigest(body.inputs.model)}, trained by ${body.trainedBy}`,
      ],
    };
  },
};

async function registerVersion({ deps, iteration, charter, resultOf }: StageContext): Promise<StageOutput<'version'>> {
  const evaluation = await deps.store.read((reader) => getRecord(deps, reader, 'evaluation', resultOf('evaluate')));
  const model = await deps.store.read((reader) => getRecord(deps, reader, 'model', evaluation.body.inputs.model));
  return versionFor(deps, { name: charter.name, evaluation, run: model.body.inputs.run, origin: 'trained', iteration });
}

export interface NewVersion {
  readonly name: string;
  readonly evaluation: EvidenceRecord<'evaluation'>;
  readonly run: string | null;
  readonly origin: 'trained' | 'external';
  readonly iteration: number | null;
}

/**
 * The version of an evaluated model. A model that is a version already keeps it: the new evaluation becomes its newest
 * verdict, which voids approvals of older ones; those that a promotion leans on only where the new one fails.
 */
export async function versionFor(deps: Deps, request: NewVersion): Promise<StageOutput<'version'>> {
  const { name, evaluation, run, origin, iteration } = request;
  const { model: modelDigest, snapshot } = evaluation.body.inputs;
  const { known, number } = await deps.store.read(async (reader) => {
    const known = await reader.from('version').first({ modelName: name, modelDigest });
    const versions = await reader.from('version').count({ modelName: name });
    return { known, number: known?.number ?? versions + 1 };
  });
  const body: VersionBody = {
    inputs: {
      charter: evaluation.body.inputs.charter,
      model: modelDigest,
      evaluation: evaluation.digest,
      run,
      snapshot,
    },
    name,
    number,
    origin,
    trainedBy: known?.trainedBy ?? (await trainerOf(deps, run)),
  };
  const main = known
    ? await deps.store.read((reader) => getRecord(deps, reader, 'version', known.digest))
    : makeRecord(deps, 'version', body);
  return {
    records: [main],
    main,
    facts: {
      version: `${name}@v${number}`,
      evaluation: evaluation.digest,
      ...(known ? await voidingFacts(deps, known.digest, evaluation) : {}),
    },
    project: async (transaction) => {
      if (!known)
        await transaction.from('version').insert({
          modelName: name,
          number,
          digest: main.digest,
          modelDigest,
          evaluationDigest: evaluation.digest,
          origin,
          trainedBy: body.trainedBy,
          iteration,
          at: deps.clock.now(),
        });
      await putVerdict(deps, transaction, main.digest, evaluation);
    },
  };
}

async function putVerdict(
  deps: Deps,
  transaction: Transaction,
  versionDigest: string,
  evaluation: EvidenceRecord<'evaluation'>,
): Promise<void> {
  const { criteria } = evaluation.body;
  const id = digestText(deps, `${versionDigest}/${evaluation.digest}`).slice(0, 32);
  if (await transaction.from('verdict').first({ id })) return;
  const isPassing = criteria.length > 0 && criteria.every(({ verdict }) => verdict === 'pass') ? 1 : 0;
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
  const voiding = await voidingOf(transaction, versionDigest, evaluation);
  if (voiding.approvals.length > 0)
    await transaction
      .from('approval')
      .update({ id: voiding.approvals }, { voidedAt: deps.clock.now(), voidReason: voiding.reason });
}

interface Voiding {
  /** Ids of approvals and rejections of older evaluations that no longer count. */
  readonly approvals: readonly string[];
  readonly reason: string;
}

/**
 * What a new evaluation voids: every decision on an older one, except approvals that a promotion leans on while nothing
 * fails newly. A serving version that passes again may so be started again; a criterion with a waiver, live or expired,
 * fails no more than it did when it was waived.
 */
async function voidingOf(
  reader: Reader,
  versionDigest: string,
  { digest, body }: EvidenceRecord<'evaluation'>,
): Promise<Voiding> {
  const verdict = await reader.from('verdict').first({ versionDigest, evaluationDigest: digest });
  const older = (await reader.from('approval').find({ versionDigest, voidedAt: null })).filter(
    ({ verdictId }) => verdictId !== verdict?.id,
  );
  const waived = new Set((await reader.from('waiver').find({ versionDigest })).map(({ criterion }) => criterion));
  const failing = body.criteria.filter(({ id, verdict }) => verdict !== 'pass' && !waived.has(id));
  const [first] = failing;
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
async function voidingFacts(
  deps: Deps,
  versionDigest: string,
  evaluation: EvidenceRecord<'evaluation'>,
): Promise<NonNullable<StageOutput<'version'>['facts']>> {
  const { approvals, reason } = await deps.store.read((reader) => voidingOf(reader, versionDigest, evaluation));
  return approvals.length === 0 ? {} : { voided: approvals, reason };
}

/** Who trained is who made the run, whoever carried the iteration on from there. */
async function trainerOf(deps: Deps, run: string | null): Promise<string> {
  if (run === null) return deps.actor.name;
  return (await deps.store.read((reader) => getRecord(deps, reader, 'run', run))).envelope.actor;
}
