import type { Problem } from '@tend/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from './failure.ts';

/** The error handler of a face: `bodyOf` gives the problem the shape of its protocol. Failures of our own go to the log. */
export function replyFailure(
  bodyOf: (problem: Problem, status: number) => object,
  log: ((line: string) => void) | undefined,
): (error: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  return (error, request, reply) => {
    const { status, problem } = failureOf(error);
    // What an operator must mend. That nothing is deployed, or that the server stops, is no failure.
    if (status === 500 || status === 507) {
      const isBug = status === 500 && error instanceof Error;
      const told = isBug ? (error.stack ?? String(error)) : String(error);
      log?.(`${request.method} ${request.routeOptions.url ?? 'unknown path'} failed (${problem.code}): ${told}`);
    }
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    return reply.code(status).send(bodyOf(problem, status));
  };
}
