import type { Serving } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';

/** A deployment that should serve and could not be opened: the one before goes on. */
export interface RefusedServing {
  readonly deploymentId: string;
  readonly problem: Problem;
}

export interface CurrentServing {
  /** What answers now. Callers keep the value for the length of a request: a swap changes nothing under their hands. */
  current(): Serving | undefined;
  refused(): RefusedServing | undefined;
  /** Looks at once which deployment serves, and resolves when it answers here or was refused. Never rejects. */
  refresh(): Promise<void>;
  stop(): void;
}

export interface ServingSource {
  /** Which deployment serves, if any. Cheap: asked every second. */
  deploymentId(): Promise<string | undefined>;
  /** Opens it, after hashing the bytes behind every bound digest again. */
  open(): Promise<Serving>;
}

export interface FollowOptions {
  readonly everyMs?: number;
  /** How long a refused deployment is left alone before it is opened again: that hashes everything it binds. */
  readonly retryMs?: number;
  readonly log?: (line: string) => void;
}

/**
 * Follows the deployment that serves. The first one is opened before this resolves, and refused (rejects) where its evidence has
 * changed; later ones are opened beside the serving one and then take its place.
 */
export async function followServing(source: ServingSource, options: FollowOptions = {}): Promise<CurrentServing> {
  const { everyMs = 1000, retryMs = 30_000, log = () => {} } = options;
  let serving = (await source.deploymentId()) === undefined ? undefined : await source.open();
  let refused: RefusedServing | undefined;
  let retryAt = 0;
  let tail: Promise<void> = Promise.resolve();
  let complaint = '';

  const open = async (deploymentId: string): Promise<void> => {
    try {
      const next = await source.open();
      log(`deployment ${next.deploymentId} serves: ${next.modelName} version ${next.versionNumber}`);
      serving = next;
      refused = undefined;
    } catch (error) {
      if (refused?.deploymentId !== deploymentId) log(refusalLine(deploymentId, serving, error));
      refused = { deploymentId, problem: problemOf(error) };
      retryAt = performance.now() + retryMs;
    }
  };

  const look = async (isAsked: boolean): Promise<void> => {
    const deploymentId = await source.deploymentId();
    complaint = '';
    if (deploymentId === serving?.deploymentId) refused = undefined;
    else if (deploymentId === undefined) {
      log('no deployment serves any more');
      serving = undefined;
      refused = undefined;
    } else if (isAsked || refused?.deploymentId !== deploymentId || performance.now() >= retryAt)
      await open(deploymentId);
  };

  const lookSafely = (isAsked: boolean): Promise<void> => {
    // One look after another: an asked look that comes while one runs must see what was written before it was asked.
    tail = tail
      .then(() => look(isAsked))
      .catch((error: unknown) => {
        // Serving survives the loss of the control plane; it says so once.
        const line = `which deployment serves cannot be read, the present one goes on: ${String(error)}`;
        if (line !== complaint) log(line);
        complaint = line;
      });
    return tail;
  };

  const timer = setInterval(() => void lookSafely(false), everyMs);
  timer.unref();
  return {
    current: () => serving,
    refused: () => refused,
    refresh: () => lookSafely(true),
    stop: () => clearInterval(timer),
  };
}

function refusalLine(deploymentId: string, serving: Serving | undefined, error: unknown): string {
  const goesOn = serving === undefined ? 'nothing serves' : `deployment ${serving.deploymentId} goes on`;
  return `deployment ${deploymentId} is refused and ${goesOn}: ${String(error)}`;
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('TND-9001', { message: 'the deployment cannot be opened; the log of the server says why' });
}
