import {
  blank,
  blanksOf,
  type Charter,
  type Stage,
  type StageSummary,
  type StatusAnswer,
  stages,
} from '@tend/protocol';
import { loadCharter } from '../charter/load-charter.ts';
import { servingDeployment, summariseDeployment } from '../deploy/index.ts';
import { countFindings } from '../findings/index.ts';
import { outcomeOf, standingOf, summariseVersion, summariseWaiver } from '../govern/index.ts';
import { summariseAlarm } from '../monitor/index.ts';
import type { Deps } from '../ports.ts';
import type { RecordKind } from '../record/kinds.ts';
import { getRecord, makeRecord } from '../record/record.ts';
import type { StageContext, StageDefinition, StageReport } from '../stage/stage.ts';
import { openWorkbench } from '../stage/workbench.ts';
import { iterationStages } from './stages.ts';

/** Where the project stands: charter, stages of the newest iteration, versions, what serves, alarms, and what comes next. */
export async function status(deps: Deps): Promise<StatusAnswer> {
  const charter = await loadCharter(deps);
  const { iteration, versions, alarms, waivers, findings, tree } = await deps.store.read(async (reader) => ({
    iteration: await reader.from('iteration').first({}, { orderBy: 'number', descending: true }),
    versions: await reader.from('version').find({}),
    alarms: await reader.from('alarm').find({ state: 'open' }),
    waivers: await reader.from('waiver').find({}),
    findings: await countFindings(reader, deps.clock.now()),
    tree: await reader.from('auditTree').first({ id: 1 }),
  }));
  const serving = await servingDeployment(deps);
  const summaries = await Promise.all(versions.map((version) => summariseVersion(deps, version)));
  const blanks = blanksOf(charter);
  const newest = versions.at(-1);
  const outcome =
    newest &&
    outcomeOf(
      await deps.store.read((reader) => standingOf(deps, reader, newest)),
      blanks,
      newest.digest === serving?.versionDigest,
    );
  return {
    project: charter.name,
    charter: iteration?.charterDigest ?? null,
    objective: charter.objective.text === blank ? '' : charter.objective.text,
    blanks,
    iteration: iteration
      ? { number: iteration.number, state: iteration.state, hypothesis: iteration.hypothesis }
      : null,
    stages: await stagesOf(deps, charter, iteration?.number, serving !== undefined),
    versions: summaries,
    serving: serving ? await summariseDeployment(deps, serving) : null,
    alarms: alarms.map(summariseAlarm),
    waivers: waivers.map((row) => summariseWaiver(row, deps.clock.now())),
    findings,
    auditSize: tree?.size ?? 0,
    verdict: verdictSentence(iteration?.state, alarms.length, outcome?.decision),
    next: nextStep(iteration?.state, outcome?.next),
  };
}

function verdictSentence(state: string | undefined, alarms: number, decision: string | undefined): string {
  if (state === undefined) return 'a charter, and no iteration yet';
  const open = alarms === 0 ? '' : `; ${alarms} open ${alarms === 1 ? 'alarm' : 'alarms'}`;
  if (state === 'running' || state === 'interrupted') return `an iteration was not finished${open}`;
  return `${decision ?? `the last iteration ${state}`}${open}`;
}

function nextStep(state: string | undefined, next: string | undefined): string {
  if (state === undefined || state === 'running' || state === 'interrupted') return 'npx --no-install tend run';
  return next ?? 'npx --no-install tend run';
}

async function stagesOf(
  deps: Deps,
  charter: Charter,
  iteration: number | undefined,
  isDeployed: boolean,
): Promise<readonly StageSummary[]> {
  const rows =
    iteration === undefined ? [] : await deps.store.read((reader) => reader.from('stageResult').find({ iteration }));
  const done = new Map(rows.map((row) => [row.stage, row]));
  return Promise.all(
    stages.map(async (stage): Promise<StageSummary> => {
      const row = done.get(stage);
      const definition = iterationStages.find((candidate) => candidate.stage === stage);
      if (!row || !definition) return pending(stage, isDeployed);
      const report = await describeStored(deps, charter, row.iteration, definition, row.recordDigest);
      return {
        stage,
        state: row.isReused === 1 ? 'reused' : 'done',
        ...report,
        record: row.recordDigest,
        durationMs: row.durationMs,
      };
    }),
  );
}

function pending(stage: Stage, isDeployed: boolean): StageSummary {
  const isLive = isDeployed && (stage === 'deploy' || stage === 'monitor');
  return {
    stage,
    state: isLive ? 'done' : 'pending',
    summary: isLive ? 'see serving and alarms' : 'not yet',
    details: [],
    record: null,
    durationMs: 0,
  };
}

async function describeStored(
  deps: Deps,
  charter: Charter,
  iteration: number,
  definition: StageDefinition<RecordKind>,
  digest: string,
): Promise<StageReport> {
  const record = await deps.store.read((reader) => getRecord(deps, reader, definition.kind, digest));
  const context: StageContext = {
    deps,
    iteration,
    charter,
    charterDigest: makeRecord(deps, 'charter', { charter }).digest,
    bench: openWorkbench(deps, charter),
    resultOf: () => digest,
  };
  return definition.describe(context, record.body);
}
