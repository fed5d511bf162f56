import { resolve } from 'node:path';
import { type AbortLike, type Actor, type Deps, dispatch, type Ports, type ProgressEvent } from '@tend/lifecycle';
import { type Answers, api, type InputOf, type OperationName } from '@tend/protocol';
import { openPorts } from './open-ports.ts';
import { createTrainer } from './trainer/create-trainer.ts';

/** Every command as a typed function. Close it when done. */
export type Project = {
  readonly [N in OperationName]: (input: InputOf<N>) => Promise<Answers[N]>;
} & { readonly close: () => Promise<void> };

export interface OpenProjectOptions {
  /** Who acts; a folder takes the name as claimed. Default: the user of the operating system. */
  readonly actor?: Actor;
  readonly onEvent?: (event: ProgressEvent) => void;
  readonly signal?: AbortLike;
  /** Keeps the tables in this PostgreSQL database. Default: the environment's DATABASE_URL, or SQLite in the folder. */
  readonly databaseUrl?: string;
  /** Replaces adapters, e.g. to inject faults; gets those of the composition root. */
  readonly wrap?: (ports: Ports) => Ports;
}

/** Opens a project's folder. Operations run one after another or side by side; several processes may have it open. */
export async function openProject(folder: string, options: OpenProjectOptions = {}): Promise<Project> {
  const databaseUrl = options.databaseUrl ?? process.env.DATABASE_URL;
  const opened = await openPorts({ folder: resolve(folder), ...(databaseUrl ? { databaseUrl } : {}) });
  const ports = options.wrap?.(opened) ?? opened;
  const deps: Deps = {
    ...ports,
    actor: options.actor ?? { name: process.env.USER ?? 'unknown', knownBy: 'claimed' },
    onEvent: options.onEvent ?? (() => {}),
    signal: options.signal ?? { aborted: false },
  };
  const call = async <N extends OperationName>(name: N, input: InputOf<N>): Promise<Answers[N]> => {
    const threads = threadsOf(input);
    if (threads === undefined) return dispatch(deps, name, input);
    const trainer = createTrainer({ threads });
    try {
      return await dispatch({ ...deps, trainer }, name, input);
    } finally {
      await trainer.close();
    }
  };
  const names = Object.keys(api) as OperationName[];
  const operations = Object.fromEntries(
    names.map((name) => [name, (input: InputOf<typeof name>) => call(name, input)]),
  );
  return { ...(operations as Omit<Project, 'close'>), close: () => closePorts(ports) } as Project;
}

function threadsOf(input: unknown): number | undefined {
  const threads = input !== null && typeof input === 'object' && 'threads' in input ? input.threads : undefined;
  return typeof threads === 'number' && Number.isInteger(threads) && threads >= 1 ? threads : undefined;
}

async function closePorts(ports: Ports): Promise<void> {
  await ports.trainer.close();
  await ports.predictions.close();
  await ports.store.close();
}
