import { problems } from '@tend/protocol';
import type { FastifyPluginAsync } from 'fastify';
import { apiPaths } from '../openapi/api-paths.ts';
import { scoringPaths } from '../openapi/scoring-paths.ts';
import type { ServerOptions } from '../server-options.ts';

/** `/openapi.json`: OpenAPI 3.1 of everything this server answers, with the inputs of the model that serves now. */
export function openApiRoutes({ ports, serving }: ServerOptions): FastifyPluginAsync {
  const paths = apiPaths();
  return async (face) => {
    face.get('/openapi.json', { config: { access: 'scoring' } }, async () => ({
      openapi: '3.1.0',
      info: { title: 'Tend', version: ports.engine.tend },
      paths: { ...scoringPaths(serving.current()), ...paths },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: problemSchema },
      },
    }));
  };
}

const problemSchema = {
  type: 'object',
  required: ['code', 'title', 'message'],
  properties: {
    code: { enum: Object.keys(problems) },
    title: { type: 'string' },
    message: { type: 'string' },
    expected: { type: 'string' },
    came: { type: 'string' },
    next: { type: 'array', items: { type: 'string' } },
    place: { type: 'object' },
    facts: { type: 'object' },
  },
} as const;
