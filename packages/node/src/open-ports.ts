import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Ports } from '@tend/lifecycle';
import { openBlobs } from './blobs/open-blobs.ts';
import { openCheckpoints } from './checkpoints/open-checkpoints.ts';
import { systemClock } from './clock/system-clock.ts';
import { deferWorkspace, type Workspace } from './defer-workspace.ts';
import { openEngine } from './engine/open-engine.ts';
import { explorer } from './exploration/explorer.ts';
import { faultFinder } from './faults/fault-finder.ts';
import { createOnce } from './files/create-once.ts';
import { fileProblem } from './files/file-problem.ts';
import { openFiles } from './files/open-files.ts';
import { utf8 } from './files/utf8.ts';
import { randomHex } from './hashing/random-hex.ts';
import { sha256 } from './hashing/sha256.ts';
import { openPredictionLog } from './prediction-log/open-prediction-log.ts';
import { systemProcesses } from './processes/system-processes.ts';
import { projectId } from './project-id.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { openSources } from './sources/open-sources.ts';
import type { Scope } from './sql/scope.ts';
import { createTrainer } from './trainer/create-trainer.ts';

export interface OpenPortsOptions {
  /** The project's folder: `tend.yaml`, and the workspace `.tend/` that is made here where it is missing. */
  readonly folder: string;
  /** Runs SQL in a thread of its own: for servers. */
  readonly thread?: boolean;
  /** Keeps the tables in this PostgreSQL database; blobs and predictions stay in the folder. */
  readonly databaseUrl?: string;
  /** How many threads train; one a processor unless told. */
  readonly trainerThreads?: number;
}

/**
 * The one place where adapters are chosen. Opens everything a project needs; the caller closes store, predictions and
 * trainer. A folder is organisation `local`, and a folder without a workspace gets one when something first needs it: a
 * command that is refused before leaves no trace. TND-1004, TND-4002, TND-4003, TND-4004, TND-4007.
 */
export async function openPorts(options: OpenPortsOptions): Promise<Ports> {
  const folder = resolve(options.folder);
  const workspace = join(folder, '.tend');
  const open = () => openWorkspace(workspace, options);
  const dialect = options.databaseUrl === undefined ? 'sqlite' : 'postgres';
  const { store, blobs } = existsSync(workspace) ? await open() : deferWorkspace(dialect, open);
  return {
    store,
    blobs,
    files: await openFiles(folder),
    tables: openSources(folder, blobs),
    faults: faultFinder(),
    explorer: explorer(),
    trainer: createTrainer(options.trainerThreads === undefined ? {} : { threads: options.trainerThreads }),
    predictions: openPredictionLog({ folder: join(workspace, 'predictions') }),
    checkpoints: openCheckpoints(folder),
    clock: systemClock,
    processes: systemProcesses,
    engine: openEngine(),
    secrets: openSecrets(() => prepareWorkspace(workspace)),
    sha256,
    utf8,
    randomHex,
  };
}

async function openWorkspace(workspace: string, { databaseUrl, thread }: OpenPortsOptions): Promise<Workspace> {
  const scope: Scope = { orgId: 'local', projectId: await prepareWorkspace(workspace) };
  const blobs = await openBlobs(join(workspace, 'blobs'));
  // Both load hundreds of modules of a query builder: only when a database is opened.
  if (databaseUrl !== undefined) {
    const { openPostgresStore } = await import('./sql/postgres/open-postgres-store.ts');
    return { blobs, store: await openPostgresStore(databaseUrl, scope) };
  }
  const { openSqliteStore } = await import('./sql/sqlite/open-sqlite-store.ts');
  return { blobs, store: await openSqliteStore(join(workspace, 'tend.db'), scope, { thread: thread === true }) };
}

/** Makes `.tend/`, invisible to git, and gives the project's id. */
async function prepareWorkspace(workspace: string): Promise<string> {
  try {
    await mkdir(workspace, { recursive: true });
    await createOnce(join(workspace, '.gitignore'), () => '*\n', 0o666);
    return await projectId(workspace);
  } catch (error) {
    throw fileProblem(error, workspace);
  }
}
