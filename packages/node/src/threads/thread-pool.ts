import type { MessagePort, Worker } from 'node:worker_threads';
import { type Invitation, joinTeam, type ThreadPool, threadPoolOver } from '@tend/learn';

/** A pool of the calling thread and those that listen through `helpThrough` at the other ends of `ports`. */
export function threadPool(ports: readonly Pick<MessagePort | Worker, 'postMessage'>[]): ThreadPool {
  return threadPoolOver(ports.map((port) => (invitation) => port.postMessage(invitation)));
}

/** Takes part in every job that comes through a port, until it is closed. */
export function helpThrough(port: Pick<MessagePort, 'on'>): void {
  port.on('message', (invitation: Invitation) => joinTeam(invitation));
}
