import { z } from 'zod';
import { apiRoutes, type HttpOperation } from '../routes/api.ts';

/** The paths of the API table: its rows as OpenAPI operations. Throws for a GET whose input a query cannot carry. */
export function apiPaths(): Record<string, object> {
  return Object.fromEntries(
    apiRoutes.map(({ name, operation }) => [
      operation.http.path,
      {
        [operation.http.method.toLowerCase()]: {
          operationId: name,
          summary: operation.summary,
          description: `Needs the permission \`${operation.permission}\`.`,
          tags: [operation.stage],
          security: [{ token: [] }],
          ...inputOf(name, operation),
          responses: {
            200: {
              description: 'The answer',
              content: {
                'application/json': { schema: { type: 'object' } },
                ...(operation.http.page === undefined ? {} : { 'text/html': { schema: { type: 'string' } } }),
              },
            },
            default: {
              description: 'A problem of the catalogue',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
            },
          },
        },
      },
    ]),
  );
}

function inputOf(name: string, operation: HttpOperation): object {
  const { $schema: _, ...schema } = z.toJSONSchema(operation.input, { io: 'input' });
  if (operation.http.method === 'POST')
    return { requestBody: { required: true, content: { 'application/json': { schema } } } };
  const parameters = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    // Whole numbers stand in a query as digits, which the schemas of GET turn back.
    if (typeof property === 'boolean' || (property.type !== 'string' && property.type !== 'integer'))
      throw new Error(`${name} is a GET, and a query cannot carry its ${key}`);
    return { name: key, in: 'query', required: schema.required?.includes(key) === true, schema: property };
  });
  return { parameters };
}
