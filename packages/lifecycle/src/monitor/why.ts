import { type EvidenceLink, type ParsedInputOf, Problem, type WhyAnswer } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { rowConverter } from '../data/index.ts';
import { openStored } from '../evaluate/index.ts';
import { findVersion, promotedStanding, type Standing, standingOf } from '../govern/index.ts';
import type { Deps, LoggedPrediction } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import type { RecordKind } from '../record/kinds.ts';
import { type Envelope, type EvidenceRecord, getRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';

/** Why a prediction was made and who allowed it: contributions, and the chain of evidence down to the charter. */
export async function why(deps: Deps, input: ParsedInputOf<'why'>): Promise<WhyAnswer> {
  const prediction = await deps.predictions.find(input.prediction);
  if (!prediction)
    throw new Problem('TND-1008', {
      message: `there is no prediction ${input.prediction}`,
      expected: 'the id of an answer that this project gave, such as d3f9-7k2m-000042',
      came: input.prediction,
      next: ['ids stand in each answer of the server: predict with npx --no-install tend predict'],
    });
  const version = await findVersion(deps, prediction.versionDigest);
  const { standing, chain, label } = await deps.store.read(async (reader) => {
    const deployment = await reader.from('deployment').first({ id: prediction.deploymentId });
    const standing = await (deployment
      ? promotedStanding(deps, reader, deployment)
      : standingOf(deps, reader, version));
    const chain = await chainOf(deps, reader, prediction, standing);
    return { standing, chain, label: await reader.from('label').first({ predictionId: prediction.id }) };
  });
  const explanation = await explain(deps, prediction, standing);
  return {
    prediction: prediction.id,
    at: isoInstant(prediction.at),
    score: prediction.score,
    threshold: standing.evaluation.body.threshold,
    isPositive: prediction.isPositive,
    action: prediction.isPositive ? standing.charter.decision.act : 'nothing',
    outcome: label ? { isPositive: label.outcome === 1, knownAt: isoInstant(label.knownAt).slice(0, 10) } : null,
    explanation,
    chain,
    notes: notesOf(standing),
  };
}

async function explain(
  deps: Deps,
  prediction: LoggedPrediction,
  standing: Standing,
): Promise<WhyAnswer['explanation']> {
  const { version, charter } = standing;
  if (version.origin === 'external') return null;
  const model = await deps.store.read((reader) => getRecord(deps, reader, 'model', version.modelDigest));
  const opened = await openStored(deps, model.body);
  const convert = rowConverter(charter.data.contract, charter.data.time?.column);
  const { base, margin, items } = opened.explainRow(convert(prediction.row));
  return { base, margin, items };
}

async function chainOf(
  deps: Deps,
  reader: Reader,
  prediction: LoggedPrediction,
  standing: Standing,
): Promise<readonly EvidenceLink[]> {
  const { version } = standing;
  const deployment = await reader.from('deployment').first({ id: prediction.deploymentId });
  const links: EvidenceLink[] = [
    {
      kind: 'prediction',
      digest: prediction.id,
      summary: `score ${formatNumber(prediction.score)}`,
      by: null,
      knownBy: null,
      at: isoInstant(prediction.at),
    },
  ];
  const add = async <K extends RecordKind>(
    kind: K,
    digest: string | null | undefined,
    summarise: (record: EvidenceRecord<K>) => string,
  ): Promise<EvidenceRecord<K> | undefined> => {
    if (!digest) return undefined;
    const record = await getRecord(deps, reader, kind, digest);
    links.push({ kind, digest, summary: summarise(record), ...people(record.envelope) });
    return record;
  };
  await add('deployment', deployment?.recordDigest, ({ body }) => `${body.id}, ${body.reason}`);
  const decided = await approvalsBehind(reader, deployment?.promotionId, standing);
  for (const digest of decided)
    await add(
      'approval',
      digest,
      ({ body }) =>
        `${body.decision === 'approve' ? 'approved' : 'rejected'}: ${body.reason}${body.isSeparate ? '' : '; duties not separated'}`,
    );
  if (decided.length === 0)
    links.push({
      kind: 'approval',
      digest: '',
      summary: 'none required by the charter',
      by: null,
      knownBy: null,
      at: null,
    });
  await add(
    'evaluation',
    standing.evaluation.digest,
    ({ body }) =>
      `${body.criteria.filter(({ verdict }) => verdict === 'pass').length} of ${body.criteria.length} criteria pass on ${formatNumber(body.population.rows)} rows`,
  );
  const model = await add(
    'model',
    version.modelDigest,
    ({ body }) => `${version.modelName}@v${version.number}, ${body.estimator}, payload ${body.payload.slice(0, 12)}`,
  );
  const run = await add(
    'run',
    model?.body.inputs.run,
    ({ body }) => `${body.trials.length} trials, seed ${body.seed}, Tend ${body.engine.tend}`,
  );
  await add(
    'recipe',
    run?.body.inputs.recipe,
    ({ body }) =>
      `${body.recipes.find(({ estimator }) => estimator === model?.body.estimator)?.features ?? 0} features`,
  );
  await add(
    'snapshot',
    run?.body.inputs.snapshot,
    ({ body }) => `${formatNumber(body.rowCount)} rows, ${body.schema.length} columns`,
  );
  await add(
    'charter',
    run?.body.inputs.charter ?? standing.evaluation.body.inputs.charter,
    ({ body }) => body.charter.objective.text,
  );
  return links;
}

/** The approvals that the promotion named when it was made. */
async function approvalsBehind(
  reader: Reader,
  promotionId: string | undefined,
  standing: Standing,
): Promise<readonly string[]> {
  const promotion = promotionId === undefined ? undefined : await reader.from('promotion').first({ id: promotionId });
  const rows = await reader.from('approval').find({ versionDigest: standing.version.digest, decision: 'approve' });
  return rows
    .filter((row) => row.verdictId === promotion?.verdictId && row.at <= promotion.at)
    .map((row) => row.recordDigest);
}

function people({ actor, knownBy, at }: Envelope): Pick<EvidenceLink, 'by' | 'knownBy' | 'at'> {
  return { by: actor, knownBy, at: isoInstant(at) };
}

function notesOf(standing: Standing): readonly string[] {
  const waived = standing.criteria
    .filter(({ waiver }) => waiver !== null)
    .map(
      ({ id, waiver }) =>
        `${id} is waived by ${waiver?.person} until ${waiver?.until}${waiver?.isExpired ? ' (expired)' : ''}: ${waiver?.reason}`,
    );
  const separated = standing.charter.approvals.separate
    ? []
    : ['duties not separated: whoever trained may also approve here'];
  return [...waived, ...separated];
}
