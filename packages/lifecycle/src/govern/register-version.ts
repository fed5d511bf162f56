import type { Deps } from '../ports.ts';
import { digestText, type EvidenceRecord, getRecord, makeRecord } from '../record/record.ts';
import { formatCount, shortDigest } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput } from '../stage/stage.ts';
import type { Transaction } from '../store/store.ts';
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
 * verdict, which voids approvals of older ones.
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
    trainedBy: known?.trainedBy ?? deps.actor.name,
  };
  const main = known
    ? await deps.store.read((reader) => getRecord(deps, reader, 'version', known.digest))
    : makeRecord(deps, 'version', body);
  return {
    records: [main],
    main,
    facts: { version: `${name}@v${number}`, evaluation: evaluation.digest },
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
  const approvals = await transaction.from('approval').find({ versionDigest, voidedAt: null });
  const older = approvals.filter(({ verdictId }) => verdictId !== id).map((approval) => approval.id);
  if (older.length > 0)
    await transaction
      .from('approval')
      .update(
        { id: older },
        { voidedAt: deps.clock.now(), voidReason: `a newer evaluation of ${formatCount(criteria.length)} criteria` },
      );
}
