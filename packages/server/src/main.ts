import { resolve } from 'node:path';
import { authenticate, dispatch, openServing, type Ports, servingDeploymentId } from '@tend/lifecycle';
import { openPorts } from '@tend/node';
import type { FastifyInstance } from 'fastify';
import { createServer } from './create-server.ts';
import { isLoopback, listenProblem } from './listen-problem.ts';
import { type CurrentServing, followServing } from './scoring/current-serving.ts';

export interface ServeOptions {
  /** The project's folder. */
  readonly folder: string;
  /** 127.0.0.1 unless told. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Asks for a token on the scoring faces too; unless told, so beyond this machine only. */
  readonly requireToken?: boolean;
  /** Names besides `localhost` and `host` under which the server is reached. */
  readonly allowedHosts?: readonly string[];
  readonly databaseUrl?: string;
  /** Stops the server. Without one, SIGTERM and SIGINT do. */
  readonly signal?: AbortSignal;
  readonly onReady?: (address: string) => void;
  /** Gets one line for each thing an operator should know. */
  readonly log?: (line: string) => void;
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string;
  readonly port: number;
  /** Stops accepting, answers what is under way, seals the log. */
  stop(): Promise<void>;
  /** Resolves when the server has stopped, whoever asked for it. */
  readonly stopped: Promise<void>;
}

/** How long requests under way may take after the server was asked to stop. */
const graceMs = 2000;

/**
 * Opens a project and answers over HTTP. Rejects with TND-3104 where the evidence behind the deployed version has changed, TND-4001
 * where the port is in use, and with what opening the workspace says. With nothing deployed it starts, and answers the API.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { folder, host = '127.0.0.1', port, log = () => {} } = options;
  const { databaseUrl } = options;
  const ports = await openPorts({
    folder: resolve(folder),
    thread: true,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  });
  const opened: Opened = { ports, serving: undefined, server: undefined };
  try {
    const source = { deploymentId: () => servingDeploymentId(ports), open: () => openServing(ports) };
    opened.serving = await followServing(source, { log });
    if (opened.serving.current() === undefined)
      log('no version is deployed: the scoring faces answer 503 until one is');
    opened.server = createServer({
      ports,
      dispatch,
      authenticate,
      serving: opened.serving,
      requireToken: options.requireToken ?? !isLoopback(host),
      allowedHosts: [host, ...(options.allowedHosts ?? [])].map((name) => name.toLowerCase()),
      log,
    });
    await listen(opened.server, host, port);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
  return running(opened, opened.server, host, options);
}

interface Opened {
  readonly ports: Ports;
  serving: CurrentServing | undefined;
  server: FastifyInstance | undefined;
}

async function listen(server: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    throw listenProblem(error, host, port);
  }
}

function running(opened: Opened, server: FastifyInstance, host: string, options: ServeOptions): RunningServer {
  const { signal, onReady } = options;
  const bound = boundPort(server) ?? options.port;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  const { promise: stopped, resolve: didStop, reject } = Promise.withResolvers<void>();
  let isStopping = false;
  const stop = (): Promise<void> => {
    if (isStopping) return stopped;
    isStopping = true;
    signal?.removeEventListener('abort', onAsked);
    process.off('SIGTERM', onAsked).off('SIGINT', onAsked);
    closeAll(opened).then(didStop, reject);
    return stopped;
  };
  const onAsked = (): void => void stop();
  if (signal === undefined) process.on('SIGTERM', onAsked).on('SIGINT', onAsked);
  else signal.addEventListener('abort', onAsked);
  if (signal?.aborted === true) onAsked();
  else onReady?.(address);
  return { address, port: bound, stop, stopped };
}

function boundPort(server: FastifyInstance): number | undefined {
  const address = server.server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}

async function closeAll({ ports, serving, server }: Opened): Promise<void> {
  serving?.stop();
  const timer = setTimeout(() => server?.server.closeAllConnections(), graceMs);
  try {
    await server?.close();
  } finally {
    clearTimeout(timer);
    await ports.predictions.close();
    await ports.trainer.close();
    await ports.store.close();
  }
}
