import type { Deps } from '@tend/lifecycle';
import { api, type InputOf, type Operation, type OperationName, type Problem } from '@tend/protocol';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { replyFailure } from '../request/reply-failure.ts';
import type { ServerOptions } from '../server-options.ts';

const bodyOf = (problem: Problem): object => problem.toJSON();

/** Every operation of the API table that has an HTTP face, in the order of the table. */
export const apiRoutes: readonly { readonly name: OperationName; readonly operation: HttpOperation }[] = (
  Object.keys(api) as OperationName[]
).flatMap((name) => {
  const operation: Operation = api[name];
  return hasHttp(operation) ? [{ name, operation }] : [];
});

export type HttpOperation = Operation & { readonly http: NonNullable<Operation['http']> };

/** The API: GET takes its input from the query (all text), POST from a JSON body. Errors are problems as JSON. */
export function apiFace(options: ServerOptions): FastifyPluginAsync {
  return async (face) => {
    face.setErrorHandler(replyFailure(bodyOf, options.log));
    for (const { name, operation } of apiRoutes) {
      face.route({
        method: operation.http.method,
        url: operation.http.path,
        config: { access: { permission: operation.permission } },
        handler: async (request, reply) => {
          const given = operation.http.method === 'GET' ? { ...(request.query as object) } : (request.body ?? {});
          // The dispatcher validates whatever comes.
          const input = given as InputOf<typeof name>;
          const answer = await options.dispatch(
            depsOf(request, options),
            name,
            input,
            request.caller?.permissions ?? [],
          );
          if (operation.stage === 'deploy' && operation.isChange) await options.serving.refresh();
          reply.header('cache-control', 'no-store');
          const page = pageOf(answer, operation.http.page);
          if (page === undefined) return answer;
          // It holds names and texts of the data: whatever it did, it must not act as this origin.
          return reply
            .header('content-security-policy', 'sandbox allow-scripts')
            .type('text/html; charset=utf-8')
            .send(page);
        },
      });
    }
  };
}

/** The page that an answer holds, where its operation has one and it was asked for. */
function pageOf(answer: object, field: string | undefined): string | undefined {
  const page: unknown = field === undefined ? undefined : Object.entries(answer).find(([name]) => name === field)?.[1];
  return typeof page === 'string' ? page : undefined;
}

function depsOf(request: FastifyRequest, { ports, log }: ServerOptions): Deps {
  const { caller } = request;
  if (caller === undefined) throw new Error('a route of the API was reached without a caller');
  return {
    ...ports,
    actor: caller.actor,
    onEvent: (event) => {
      if (event.event === 'checkpoint') log?.(`audit checkpoint: ${event.size} ${event.rootHash}`);
    },
    signal: {
      get aborted() {
        return request.raw.socket.destroyed;
      },
    },
  };
}

function hasHttp(operation: Operation): operation is HttpOperation {
  return operation.http !== undefined;
}
