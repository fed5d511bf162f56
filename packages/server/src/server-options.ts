import type { Actor, Deps, Ports } from '@tend/lifecycle';
import type { Answers, InputOf, OperationName, Permission } from '@tend/protocol';
import type { CurrentServing } from './scoring/current-serving.ts';

/** The dispatcher of the lifecycle: every operation goes through it. */
export type Dispatch = <N extends OperationName>(
  deps: Deps,
  name: N,
  input: InputOf<N>,
  permissions?: readonly Permission[],
) => Promise<Answers[N]>;

/** Who calls, by token, and what that person may do. */
export interface Caller {
  readonly actor: Actor;
  readonly permissions: readonly Permission[];
}

export interface ServerOptions {
  readonly ports: Ports;
  readonly dispatch: Dispatch;
  readonly authenticate: (ports: Ports, token: string) => Promise<Caller | undefined>;
  readonly serving: CurrentServing;
  /** Asks for a token with `predict` on the scoring faces too. Health stays open. */
  readonly requireToken?: boolean;
  readonly allowedHosts?: readonly string[];
  readonly allowedOrigins?: readonly string[];
  /** 1 MiB unless told. */
  readonly bodyLimitBytes?: number;
  /** How long a client may take to send a request: 30 s unless told. */
  readonly requestTimeoutMs?: number;
  /** Gets one line for each thing an operator should know. Never row values. */
  readonly log?: (line: string) => void;
}
