import { Problem } from '@tend/protocol';
import fastify, { type FastifyInstance } from 'fastify';
import { guardAccess } from './request/access.ts';
import { replyFailure } from './request/reply-failure.ts';
import { checkHost, checkOrigin } from './request/trusted-caller.ts';
import { apiFace } from './routes/api.ts';
import { mlflowRoutes } from './routes/mlflow.ts';
import { openInferenceRoutes } from './routes/open-inference.ts';
import { openApiRoutes } from './routes/openapi.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * The HTTP server, not yet listening: the API, the two scoring faces, and the document that describes them. Ready to be tested
 * in process with `inject`. Throws where a route does not declare who may use it.
 */
export function createServer(options: ServerOptions): FastifyInstance {
  const { bodyLimitBytes = 1024 * 1024, requestTimeoutMs = 30_000, log } = options;
  const trusted = { allowedHosts: options.allowedHosts ?? [], allowedOrigins: options.allowedOrigins ?? [] };
  const fail = replyFailure((problem) => problem.toJSON(), log);
  const server = fastify({
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 72_000,
    http: { headersTimeout: Math.min(requestTimeoutMs, 10_000) },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => fail(error, request, reply),
  });
  server.removeContentTypeParser('text/plain');
  server.setErrorHandler(fail);
  server.setNotFoundHandler((_request, reply) => {
    const problem = new Problem('TND-1008', { message: 'there is no such path', next: ['see /openapi.json'] });
    return reply.code(404).send(problem.toJSON());
  });
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    checkHost(request, trusted);
    checkOrigin(request, trusted);
  });
  closeConnectionsWhenStopping(server);
  guardAccess(server, options);
  server.register(openInferenceRoutes(options), { prefix: '/v2' });
  server.register(mlflowRoutes(options));
  server.register(apiFace(options));
  server.register(openApiRoutes(options));
  return server;
}

/** Node closes idle connections of a server that stops, not those whose last answer is still to come: they are told to. */
function closeConnectionsWhenStopping(server: FastifyInstance): void {
  let isStopping = false;
  server.addHook('preClose', async () => {
    isStopping = true;
  });
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close');
  });
}
