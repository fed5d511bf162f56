import { loggedColumns } from '@tend/lifecycle';
import type { Problem } from '@tend/protocol';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { readCsvInvocation, readInvocation } from '../mlflow/read-invocation.ts';
import { sentenceOf } from '../request/failure.ts';
import { RefusedRequest } from '../request/refused-request.ts';
import { replyFailure } from '../request/reply-failure.ts';
import { scoreRows } from '../scoring/score-rows.ts';
import { servingNow } from '../scoring/serving-now.ts';
import type { ServerOptions } from '../server-options.ts';

const errorCodes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  503: 'TEMPORARILY_UNAVAILABLE',
  507: 'RESOURCE_EXHAUSTED',
};

const bodyOf = (problem: Problem, status: number): object => ({
  error_code: errorCodes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_ERROR'),
  message: sentenceOf(problem),
});

/** MLflow's scoring server (mlflow/pyfunc/scoring_server): `/invocations`, `/ping`, `/health`, `/version`. */
export function mlflowRoutes({ serving, ports, log }: ServerOptions): FastifyPluginAsync {
  const open = { config: { access: 'open' } } as const;
  return async (face) => {
    face.setErrorHandler(replyFailure(bodyOf, log));
    face.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, text, done) => done(null, text));

    for (const path of ['/ping', '/health']) {
      face.get(path, open, async (_request, reply) =>
        reply
          .code(serving.current() === undefined ? 503 : 200)
          .type('text/plain; charset=utf-8')
          .send('\n'),
      );
    }
    face.get('/version', open, async (_request, reply) =>
      reply.type('text/plain; charset=utf-8').send(ports.engine.tend),
    );

    face.post('/invocations', { config: { access: 'scoring' } }, async (request) => {
      const now = servingNow(serving);
      const wanted = loggedColumns(now);
      const { body } = request;
      const isCsv = mediaTypeOf(request) === 'text/csv' && typeof body === 'string';
      const rows = isCsv ? readCsvInvocation(body, now, wanted) : readInvocation(body, wanted);
      const scored = await scoreRows(now, ports.predictions, ports.clock.now(), rows);
      return {
        predictions: scored.map(({ score }) => score),
        prediction_ids: scored.map(({ id }) => id),
        positives: scored.map(({ isPositive }) => isPositive),
        model: now.modelName,
        version: String(now.versionNumber),
      };
    });
  };
}

/** The media type without parameters; 415 for any parameter but charset=utf-8, which we would misread. */
function mediaTypeOf(request: FastifyRequest): string {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  if (parameters.every((parameter) => parameter === '' || /^charset="?utf-?8"?$/.test(parameter))) return type;
  throw new RefusedRequest(415, 'TND-1009', {
    message: 'the media type has a parameter that is not read here',
    expected: 'application/json or text/csv, with charset=utf-8 or without',
  });
}
