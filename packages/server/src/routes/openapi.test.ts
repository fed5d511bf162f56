import { expect, test } from 'vitest';
import { startServer } from '../server-fixture.cases.ts';
import { apiRoutes } from './api.ts';

test('the document describes every route of the API and the inputs of the model', async () => {
  const { server } = await startServer();
  const reply = await server.inject('/openapi.json');
  expect(reply.statusCode).toBe(200);
  const document = reply.json();
  expect(document.openapi).toBe('3.1.0');
  for (const { name, operation } of apiRoutes) {
    const described = document.paths[operation.http.path][operation.http.method.toLowerCase()];
    expect(described).toMatchObject({ operationId: name, summary: operation.summary, security: [{ token: [] }] });
  }
  expect(document.paths['/api/v1/why'].get.parameters).toEqual([
    { name: 'prediction', in: 'query', required: true, schema: expect.objectContaining({ type: 'string' }) },
  ]);
  const rollback = document.paths['/api/v1/rollback'].post.requestBody.content['application/json'].schema;
  expect(rollback).toMatchObject({ type: 'object', required: ['reason'], additionalProperties: false });

  const row =
    document.paths['/invocations'].post.requestBody.content['application/json'].schema.properties.instances.items;
  expect(row).toEqual({
    type: 'object',
    properties: {
      size: { type: ['string', 'null'] },
      speed: { type: ['number', 'null'] },
      count: { type: ['integer', 'null'] },
      night: { type: ['boolean', 'null'] },
      date: { type: ['string', 'null'], description: expect.any(String) },
    },
    required: ['size', 'speed', 'count', 'night'],
  });
  const infer = document.paths['/v2/models/strikes/infer'].post.requestBody.content['application/json'].schema;
  expect(infer.properties.inputs.items.properties.name).toEqual({ enum: ['size', 'speed', 'count', 'night', 'date'] });
});

test('every path of the document is answered by this server', async () => {
  const { server } = await startServer();
  const { paths } = (await server.inject('/openapi.json')).json();
  const operations = Object.entries<Record<string, object>>(paths).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => ({ method, url })),
  );
  expect(operations.length).toBeGreaterThan(15);
  for (const { method, url } of operations) {
    const reply = await server.inject({ method: method === 'post' ? 'POST' : 'GET', url });
    expect(reply.statusCode, url).not.toBe(404);
  }
});
