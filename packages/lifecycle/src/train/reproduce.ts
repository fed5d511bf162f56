import { type ParsedInputOf, Problem, type ReproduceAnswer } from '@tend/protocol';
import { findVersion, summariseVersion } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { getRecord, hex } from '../record/record.ts';
import { shortDigest } from '../report/format.ts';
import { loadEvidence } from './load-evidence.ts';
import { trainModel } from './train-model.ts';

/**
 * Rebuilds a version's model from its recorded inputs and compares digests. Another engine that differs is reported as
 * such: "digest differs, engine differs", never silence.
 */
export async function reproduce(deps: Deps, input: ParsedInputOf<'reproduce'>): Promise<ReproduceAnswer> {
  const version = await findVersion(deps, input.version);
  const { model, run } = await deps.store.read(async (reader) => {
    const model = await getRecord(deps, reader, 'model', version.modelDigest);
    if (version.origin === 'external') return { model, run: undefined };
    return { model, run: await getRecord(deps, reader, 'run', model.body.inputs.run ?? '') };
  });
  if (!run)
    throw new Problem('TND-1008', {
      message: `${version.modelName} v${version.number} was made elsewhere: Tend has its predictions, not its training`,
      expected: 'a version that Tend trained',
      came: 'an external one',
    });
  const charter = await deps.store.read((reader) => getRecord(deps, reader, 'charter', run.body.inputs.charter));
  const { snapshot, split, exploration } = run.body.inputs;
  const evidence = await loadEvidence(deps, { charter: charter.body.charter, snapshot, split, exploration });
  const training = await trainModel(deps, evidence.data, evidence.rows.train);
  const rebuilt = hex(deps.sha256(training.modelBytes));
  const recorded = model.body.payload;
  const { engine } = run.body;
  const isEngineEqual = engine.code === deps.engine.code && engine.nodeMajor === deps.engine.nodeMajor;
  const isIdentical = rebuilt === recorded;
  return {
    version: await summariseVersion(deps, version),
    isIdentical,
    recorded,
    rebuilt,
    threads: deps.trainer.threads,
    workersUsed: training.workers.size,
    isEngineEqual,
    summary: describe(isIdentical, isEngineEqual, recorded, rebuilt),
  };
}

function describe(isIdentical: boolean, isEngineEqual: boolean, recorded: string, rebuilt: string): string {
  if (isIdentical) return `identical: the rebuilt model has the digest ${shortDigest(recorded)}`;
  const engine = isEngineEqual ? 'with the same engine' : 'and the engine differs from the recorded one';
  return `differs: recorded ${shortDigest(recorded)}, rebuilt ${shortDigest(rebuilt)}, ${engine}`;
}
