import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '@tend/node';
import type { Stage, StatusAnswer } from '@tend/protocol';
import { requestOf, tinyCharter, tinyRows } from './tiny-project.ts';

/** What a step of the lifecycle told its caller: from then on it must not be lost. */
export type Acknowledged =
  | { readonly step: 'run'; readonly iteration: number; readonly model: string; readonly version: number }
  | { readonly step: 'approve'; readonly approval: string }
  | { readonly step: 'deploy'; readonly deployment: string }
  | { readonly step: 'predict'; readonly ids: readonly string[] }
  | { readonly step: 'label'; readonly ids: readonly string[] }
  | { readonly step: 'monitor'; readonly asOf: string };

export interface Drive {
  readonly project: Project;
  readonly folder: string;
  /** Ids of predictions that were answered before, by this process or by one that has died. */
  readonly answered: readonly string[];
  /** Told before each step which stage it belongs to; a run tells its stages by events. */
  readonly onStep: (stage: Stage) => void;
  readonly onAcknowledged: (what: Acknowledged) => void;
}

const wantedAnswers = 6;

/** A small search, and one person for everything, so that one process can do every step. */
function crashCharter(trainUntil: string): string {
  const split = `{by: time, train: {until: ${trainUntil}}, test: {from: ${trainUntil}, until: 2024-03-16}}`;
  return tinyCharter({ split, approvals: '{required: 1, separate: false}' }).replace('trials: 6', 'trials: 3');
}

export const firstCharter: string = crashCharter('2024-02-10');
const secondCharter = crashCharter('2024-02-20');

/**
 * The whole lifecycle from where the project stands: run, approve, deploy, predict, label, monitor, and a second run on
 * more training rows. Each step is taken unless the project says that it was.
 */
export async function driveLifecycle({ project, folder, answered, onStep, onAcknowledged }: Drive): Promise<void> {
  const run = async (): Promise<void> => {
    onStep('problem');
    const { iteration, version } = await project.run({ threads: 1 });
    onAcknowledged({ step: 'run', iteration, model: version?.model ?? '', version: version?.number ?? 0 });
  };
  if (!hasEnded(await project.status({}), 1)) await run();
  if ((await project.status({})).iteration?.number === 1) await operate({ project, answered, onStep, onAcknowledged });
  if (hasEnded(await project.status({}), 2)) return;
  editCharter(folder, secondCharter);
  await run();
}

function hasEnded({ iteration }: StatusAnswer, number: number): boolean {
  if (iteration === null || iteration.number < number) return false;
  return iteration.number > number || iteration.state !== 'running';
}

async function operate({ project, answered, onStep, onAcknowledged }: Omit<Drive, 'folder'>): Promise<void> {
  const before = await project.status({});
  onStep('govern');
  if (before.versions[0]?.approvals.length === 0) {
    const { approval } = await project.approve({ version: 'v1' });
    onAcknowledged({ step: 'approve', approval: approval.id });
  }
  onStep('deploy');
  if (before.serving === null) {
    const { deployment } = await project.deploy({ version: 'v1' });
    onAcknowledged({ step: 'deploy', deployment: deployment.id });
  }
  const ids = [...answered];
  while (ids.length < wantedAnswers) {
    const { predictions } = await project.predict({ rows: production(ids.length, 3) });
    const given = predictions.map(({ id }) => id ?? '');
    ids.push(...given);
    onAcknowledged({ step: 'predict', ids: given });
  }
  onStep('monitor');
  await project.label({
    labels: ids.map((prediction, i) => ({ prediction, outcome: i % 2 === 0, knownAt: '2025-02-01' })),
  });
  onAcknowledged({ step: 'label', ids });
  const { asOf } = await project.monitor({ asOf: '2025-03-01' });
  onAcknowledged({ step: 'monitor', asOf });
}

/** Requests of one month, long after the training rows. */
function production(from: number, count: number) {
  return tinyRows({ seed: 12, firstDay: 366, count: wantedAnswers })
    .slice(from, from + count)
    .map(requestOf);
}

/** A person's edit, as an editor does it: whole or not at all. */
function editCharter(folder: string, text: string): void {
  const path = join(folder, 'tend.yaml');
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
