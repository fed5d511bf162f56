import type { Deps } from '../ports.ts';
import { type EvidenceRecord, getRecord, makeRecord } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import type { StageContext, StageDefinition, StageOutput } from '../stage/stage.ts';
import { cardPath } from './card.ts';
import { newerVerdicts, putVerdict, voidingFacts } from './put-verdict.ts';
import type { VersionBody } from './records.ts';

/** The govern stage: the trained model becomes a version with a verdict, ready for people to decide on. */
export const governStage: StageDefinition<'version'> = {
  stage: 'govern',
  kind: 'version',
  async key({ deps, charter, resultOf }) {
    const evaluation = await deps.store.read((reader) => getRecord(deps, reader, 'evaluation', resultOf('evaluate')));
    // Where a newer verdict stands, as after a change of the charter that was taken back, this one must be given again.
    const newer = await deps.store.read((reader) => newerVerdicts(reader, charter.name, evaluation));
    return { evaluation: evaluation.digest, newer };
  },
  compute: registerVersion,
  async describe({ deps }, body) {
    const verdict = await deps.store.read(async (reader) => {
      const version = await reader.from('version').first({ modelName: body.name, modelDigest: body.inputs.model });
      return version && reader.from('verdict').first({ versionDigest: version.digest }, { descending: true });
    });
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

/** Who trained is who made the run, whoever carried the iteration on from there. */
async function trainerOf(deps: Deps, run: string | null): Promise<string> {
  if (run === null) return deps.actor.name;
  return (await deps.store.read((reader) => getRecord(deps, reader, 'run', run))).envelope.actor;
}
