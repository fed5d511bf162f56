import { type ColumnReference, describeColumn, referenceOf } from '@tend/learn';
import { type AlarmSummary, type Charter, type MonitorAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { type Column, decodeTable, parseDate, type Schema } from '@tend/table';
import { change } from '../audit/change.ts';
import { type Deployment, servingDeployment } from '../deploy/index.ts';
import { profileSketches } from '../explore/index.ts';
import { promotedStanding } from '../govern/index.ts';
import type { Deps } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { digestText, type EvidenceRecord, getRecord, makeRecord, putRecord } from '../record/record.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { presentPayload } from '../withdrawn/index.ts';
import { alarmsOf, expiredWaivers, type RaisedAlarm } from './alarms.ts';
import { type Look, lookAt } from './look.ts';
import { type WindowReader, windowReader } from './window-reader.ts';
import { windowOf } from './windows.ts';

const dayMs = 86_400_000;

/**
 * Looks at the serving deployment as of a day: for each window that is over, drift of every input against the training
 * reference and quality where outcomes are known; opens alarms. Looking twice at the same state raises nothing twice.
 */
export async function monitor(deps: Deps, input: ParsedInputOf<'monitor'>): Promise<MonitorAnswer> {
  const deployment = await servingDeployment(deps);
  if (!deployment)
    throw new Problem('TND-4006', {
      message: 'nothing is deployed, so there is nothing to monitor',
      expected: 'a deployment with predictions',
      came: 'none',
      next: ['npx --no-install tend deploy'],
    });
  const asOf = input.asOf === undefined ? deps.clock.now() : ((parseDate(input.asOf) ?? 0) + 1) * dayMs;
  const context = await contextOf(deps, deployment);
  const looks = await lookAtWindows(deps, deployment, context, asOf);
  const found = [...looks.flatMap((look) => alarmsOf(look, context.charter)), ...(await expiredWaivers(deps))];
  const raised = await recordLook(deps, deployment, context, asOf, looks, found);
  const open = await deps.store.read((reader) => reader.from('alarm').find({ state: 'open' }));
  const openAlarms = open.map(summariseAlarm);
  return {
    asOf: isoInstant(asOf - 1).slice(0, 10),
    deployment: deployment.id,
    windows: looks.map(({ summary }) => summary),
    alarmsRaised: raised.map(summariseAlarm),
    openAlarms,
    verdict: verdictSentence(looks, openAlarms),
    next: nextStep(openAlarms),
  };
}

interface MonitoringContext {
  readonly charter: Charter;
  readonly schema: Schema;
  readonly references: readonly ColumnReference[];
  readonly exploration: string | null;
  readonly evaluation: string;
}

async function contextOf(deps: Deps, deployment: Deployment): Promise<MonitoringContext> {
  const { standing, model, trained } = await deps.store.read(async (reader) => {
    const promoted = await promotedStanding(deps, reader, deployment);
    const { body } = await getRecord(deps, reader, 'model', promoted.version.modelDigest);
    return { standing: promoted, model: body, trained: await trainedOn(deps, reader, body.inputs.run) };
  });
  const { charter } = standing;
  const evaluation = standing.evaluation.digest;
  if (trained === undefined) {
    const columns = await externalColumns(deps, model.payload, charter.data);
    const schema = columns.map(({ name, kind }) => ({ name, kind }));
    return { charter, schema, references: columns.map(describeColumn), exploration: null, evaluation };
  }
  const { columns } = await profileSketches(deps, trained.exploration.body.inputs.profile);
  // The time column moves on by itself: that is no drift.
  const isCompared = (name: string): boolean => model.columns.includes(name) && name !== charter.data.time?.column;
  const references = columns.filter(({ column }) => isCompared(column)).map(referenceOf);
  return { charter, schema: trained.schema, references, exploration: trained.exploration.digest, evaluation };
}

/** What a run knew of its data; undefined without a run. */
async function trainedOn(
  deps: Deps,
  reader: Reader,
  run: string | null,
): Promise<{ readonly exploration: EvidenceRecord<'exploration'>; readonly schema: Schema } | undefined> {
  if (run === null) return undefined;
  const { inputs } = (await getRecord(deps, reader, 'run', run)).body;
  const exploration = await getRecord(deps, reader, 'exploration', inputs.exploration);
  const { schema } = (await getRecord(deps, reader, 'snapshot', inputs.snapshot)).body;
  return { exploration, schema };
}

/** What an external model's evaluation knew of its rows beside id, score and outcome: the reference of its later ones. */
async function externalColumns(
  deps: Deps,
  payload: string,
  { time, key }: Charter['data'],
): Promise<readonly Column[]> {
  const own = new Set(['id', 'score', 'outcome', time?.column, key]);
  return decodeTable(await deps.blobs.get(await presentPayload(deps, payload))).columns.filter(
    ({ name }) => !own.has(name),
  );
}

async function lookAtWindows(
  deps: Deps,
  deployment: Deployment,
  { charter, references, schema }: MonitoringContext,
  asOf: number,
): Promise<readonly Look[]> {
  const labels = await deps.store.read((reader) => reader.from('label').find({}));
  const outcomes = new Map(
    labels.filter(({ knownAt }) => knownAt < asOf).map((row) => [row.predictionId, row.outcome]),
  );
  const compared = new Set(references.map(({ column }) => column));
  const columns = schema.filter(({ name }) => compared.has(name));
  const windows = new Map<number, WindowReader>();
  for await (const prediction of deps.predictions.scan(deployment.id)) {
    const window = windowOf(prediction.eventTime ?? prediction.at, charter.monitor.window);
    if (window.until > asOf) continue;
    const reader = windows.get(window.from) ?? windowReader(window, columns, charter);
    reader.add(prediction, outcomes.get(prediction.id));
    windows.set(window.from, reader);
  }
  return [...windows]
    .sort(([a], [b]) => a - b)
    .map(([, reader]) => lookAt(reader.read(), references, schema, charter, asOf));
}

/** Writes the look and the alarms that are not open yet, with their audit entry, in one transaction. */
async function recordLook(
  deps: Deps,
  deployment: Deployment,
  context: MonitoringContext,
  asOf: number,
  looks: readonly Look[],
  found: readonly RaisedAlarm[],
): Promise<readonly Tables['alarm'][]> {
  const segments = await deps.predictions.segments(deployment.id);
  const record = makeRecord(deps, 'monitoring', {
    inputs: { deployment: deployment.recordDigest, exploration: context.exploration, evaluation: context.evaluation },
    asOf: isoInstant(asOf - 1).slice(0, 10),
    segments: segments.map(({ id, digest, rowCount }) => ({ id, digest, rows: rowCount })),
    windows: looks.map(({ summary }) => summary),
  });
  const at = deps.clock.now();
  return change(
    deps,
    (raised: readonly Tables['alarm'][]) => ({
      action: 'monitored',
      subject: deployment.id,
      facts: { record: record.digest, alarms: raised.map(({ id }) => id) },
    }),
    async (transaction) => {
      const envelope = { actor: deps.actor, at };
      await putRecord(transaction, record, envelope);
      for (const { id, digest, rowCount, isSealed } of segments)
        if (isSealed)
          await transaction.from('segment').insertMissing({ id, deploymentId: deployment.id, rowCount, digest, at });
      const raised: Tables['alarm'][] = [];
      for (const { kind, subject, message, windowStart } of found) {
        const id = `a${digestText(deps, `${deployment.id}/${kind}/${subject}`).slice(0, 8)}`;
        if (await transaction.from('alarm').first({ id })) continue;
        const window = windowStart === null ? null : isoInstant(windowStart).slice(0, 10);
        const alarm = makeRecord(deps, 'alarm', {
          inputs: { monitoring: record.digest },
          id,
          kind,
          subject,
          message,
          window,
        });
        await putRecord(transaction, alarm, envelope);
        const row = { id, kind, subject, message, windowStart, state: 'open' as const, recordDigest: alarm.digest, at };
        await transaction.from('alarm').insert(row);
        raised.push(row);
      }
      return raised;
    },
  );
}

export function summariseAlarm({ id, kind, subject, message, windowStart, at }: Tables['alarm']): AlarmSummary {
  return {
    id,
    kind,
    subject,
    message,
    window: windowStart === null ? null : isoInstant(windowStart).slice(0, 10),
    at: isoInstant(at),
  };
}

function verdictSentence(looks: readonly Look[], open: readonly AlarmSummary[]): string {
  const predictions = looks.reduce((sum, { summary }) => sum + summary.predictions, 0);
  const labelled = looks.reduce((sum, { summary }) => sum + summary.labelled, 0);
  const base = `${looks.length} ${looks.length === 1 ? 'window' : 'windows'}, ${formatNumber(predictions)} predictions, ${formatNumber(labelled)} outcomes known`;
  return open.length === 0
    ? `nothing needs you: ${base}`
    : `${open.length} open ${open.length === 1 ? 'alarm' : 'alarms'}: ${base}`;
}

function nextStep(open: readonly AlarmSummary[]): string {
  const worst = open.find(({ kind }) => kind === 'unitChange') ?? open[0];
  return worst
    ? `find and repair the cause, then: npx --no-install tend run --trigger ${worst.id} --hypothesis "..."`
    : 'npx --no-install tend status';
}
