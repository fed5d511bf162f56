import { expect, test } from 'vitest';
import { logged, servingOf, startServer } from '../server-fixture.cases.ts';

const infer = '/v2/models/strikes/infer';
const column = (name: string, datatype: string, data: unknown[], shape: number[] = [data.length]) => ({
  name,
  datatype,
  shape,
  data,
});
const twoRows = [
  column('size', 'BYTES', ['Large', null]),
  column('speed', 'FP64', [100, 20.5], [2, 1]),
  column('count', 'INT64', [1, null]),
  column('night', 'BOOL', [true, false]),
];

test('a request of columns is answered row by row, with ids under which each row stands in the log', async () => {
  const fixture = await startServer();
  const payload = {
    id: 'call-7',
    parameters: { content_type: 'pd' },
    inputs: [...twoRows, column('date', 'BYTES', ['2000-01-01', '2000-01-02']), column('unknown', 'FP64', [1, 2])],
  };
  const reply = await fixture.server.inject({ method: 'POST', url: infer, payload });
  expect(reply.statusCode).toBe(200);
  const { outputs, ...rest } = reply.json();
  expect(rest).toEqual({ model_name: 'strikes', model_version: '2', id: 'call-7' });
  expect(outputs.slice(0, 2)).toEqual([
    { name: 'score', datatype: 'FP64', shape: [2], data: [0.9, 0.1025] },
    { name: 'positive', datatype: 'BOOL', shape: [2], data: [true, false] },
  ]);
  expect(outputs[2]).toMatchObject({ name: 'prediction_id', datatype: 'BYTES', shape: [2] });
  const rows = [
    { size: 'Large', speed: 100, count: 1, night: true, date: '2000-01-01' },
    { size: null, speed: 20.5, count: null, night: false, date: '2000-01-02' },
  ];
  expect(await logged(fixture)).toEqual(
    rows.map((row, i) => ({
      id: outputs[2].data[i],
      deploymentId: 'd3f9',
      versionDigest: 'ab'.repeat(32),
      at: 1_700_000_000_000,
      eventTime: Date.parse(row.date),
      row,
      score: [0.9, 0.1025][i],
      isPositive: [true, false][i],
    })),
  );
});

test('data may be nested, outputs may be chosen, the version may be named, and no id is made up', async () => {
  const { server } = await startServer();
  const nested = { ...twoRows[1], data: [[100], [20.5]] };
  const payload = { inputs: [twoRows[0], nested, twoRows[2], twoRows[3]], outputs: [{ name: 'positive' }] };
  const reply = await server.inject({ method: 'POST', url: '/v2/models/strikes/versions/2/infer', payload });
  expect(reply.json()).toEqual({
    model_name: 'strikes',
    model_version: '2',
    outputs: [{ name: 'positive', datatype: 'BOOL', shape: [2], data: [true, false] }],
  });
});

const withColumn = (replaced: object) => ({ inputs: [...twoRows.slice(1), replaced] });
test.each<[string, unknown, string]>([
  ['no object', [1], 'the body is not valid: expected a JSON object with inputs, came a list'],
  ['no inputs', { inputs: [] }, 'inputs is not valid: expected a list of one input a column, came a list'],
  ['a column is absent', { inputs: twoRows.slice(1) }, 'column size of row 1 is missing: expected text, came nothing'],
  [
    'another kind',
    withColumn(column('size', 'FP64', [0.125, 1])),
    'column size of row 1 is not valid: expected text, came a number with a fraction',
  ],
  [
    'data unlike its datatype',
    withColumn(column('size', 'BYTES', ['ok', 77])),
    'column size of row 2 is not valid: expected text (BYTES), came a whole number',
  ],
  [
    'a list as a value',
    withColumn(column('size', 'BYTES', ['ok', ['x']])),
    'column size of row 2 is not valid: expected text (BYTES), came a list',
  ],
  [
    'an unknown datatype',
    withColumn(column('size', 'STRING', ['a', 'b'])),
    'the datatype of input size is not valid: expected one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BYTES, came another',
  ],
  [
    'a wide shape',
    withColumn(column('size', 'BYTES', ['a', 'b'], [1, 2])),
    'the shape of input size is not valid: expected [n] or [n, 1] with n rows, came another shape',
  ],
  [
    'a shape unlike the data',
    withColumn(column('size', 'BYTES', ['a', 'b'], [3])),
    'the data of input size is not valid: expected 3 values, as its shape says, came 2',
  ],
  [
    'fewer rows than before',
    withColumn(column('size', 'BYTES', ['a'])),
    'input size is not valid: expected 2 rows, as the inputs before it, came 1',
  ],
  [
    'the same input twice',
    { inputs: [...twoRows, twoRows[0]] },
    'input size is not valid: expected each name once, came it twice',
  ],
  [
    'nothing the model knows',
    { inputs: [column('x', 'FP64', [1])] },
    'inputs is not valid: expected the columns of the model, such as size, came none of them',
  ],
  ['an id that is no text', { id: 7, inputs: twoRows }, 'id is not valid: expected text, came a whole number'],
  [
    'an unknown output',
    { inputs: twoRows, outputs: [{ name: 'constructor' }] },
    'an output is not valid: expected the name score, positive, prediction_id, came another',
  ],
  [
    'an encoding that would be misread',
    withColumn({ ...column('size', 'BYTES', ['YQ==', 'Yg==']), parameters: { content_type: 'base64' } }),
    'the content_type of input size is not valid: expected pd, np or str, came another',
  ],
])('%s: 400 with one sentence that names it, and nothing is logged', async (_, payload, error) => {
  const fixture = await startServer();
  const reply = await fixture.server.inject({ method: 'POST', url: infer, payload: payload as object });
  expect(reply.statusCode).toBe(400);
  expect(reply.json()).toEqual({ error });
  expect(await logged(fixture)).toEqual([]);
});

test.each([
  ['INT8', -129],
  ['UINT8', 256],
  ['INT32', 2 ** 31],
  ['INT64', '9007199254740993'],
  ['UINT64', -1],
  ['FP64', '1e999'],
])('a number beyond %s is refused, never rounded', async (datatype, value) => {
  const { server } = await startServer();
  const others = [twoRows[0], twoRows[1], twoRows[3]].map((one) => JSON.stringify(one)).join(',');
  const count = `{"name":"count","shape":[2],"datatype":"${datatype}","data":[0,${value}]}`;
  const reply = await server.inject({
    method: 'POST',
    url: infer,
    headers: { 'content-type': 'application/json' },
    payload: `{"inputs":[${others},${count}]}`,
  });
  expect(reply.statusCode).toBe(400);
  expect(reply.json().error).toMatch(/^column count of row 2 is not valid: expected .*, came a /);
});

test('an answer never quotes a value of the request, not even one that is no JSON', async () => {
  const { server } = await startServer();
  const secret = 'patient-4711';
  const bodies = [
    JSON.stringify(withColumn(column('speed', 'BYTES', [secret, secret]))),
    JSON.stringify({ inputs: secret }),
    JSON.stringify({ inputs: [...twoRows.slice(0, 3), column('night', secret, [secret, secret])] }),
    `{"inputs": [{"name": "size", "data": ["${secret}", NaN]}]}`,
    `"${secret}"`,
  ];
  for (const payload of bodies) {
    const reply = await server.inject({
      method: 'POST',
      url: infer,
      headers: { 'content-type': 'application/json' },
      payload,
    });
    expect(reply.statusCode, payload).toBe(400);
    expect(reply.body).not.toContain(secret);
    expect(reply.json().error).toMatch(/\w/);
  }
});

test('health, server and model say what serves', async () => {
  const { server } = await startServer();
  const get = async (url: string) => {
    const reply = await server.inject(url);
    return [reply.statusCode, reply.json()];
  };
  expect(await get('/v2/health/live')).toEqual([200, { live: true, ready: true }]);
  expect(await get('/v2/health/ready')).toEqual([200, { live: true, ready: true }]);
  const serving = { model: 'strikes', version: '2', versionDigest: 'ab'.repeat(32), deployment: 'd3f9' };
  for (const url of ['/v2', '/v2/'])
    expect(await get(url)).toEqual([200, { name: 'tend', version: '0.1.0', extensions: [], serving }]);
  for (const url of ['/v2/models/strikes', '/v2/models/strikes/versions/2']) {
    expect(await get(`${url}/ready`)).toEqual([200, { name: 'strikes', ready: true }]);
    expect(await get(url)).toEqual([
      200,
      {
        name: 'strikes',
        versions: ['2'],
        platform: 'tend',
        inputs: [
          { name: 'size', datatype: 'BYTES', shape: [-1] },
          { name: 'speed', datatype: 'FP64', shape: [-1] },
          { name: 'count', datatype: 'INT64', shape: [-1] },
          { name: 'night', datatype: 'BOOL', shape: [-1] },
          { name: 'date', datatype: 'BYTES', shape: [-1], parameters: { optional: true } },
        ],
        outputs: [
          { name: 'score', datatype: 'FP64', shape: [-1] },
          { name: 'positive', datatype: 'BOOL', shape: [-1] },
          { name: 'prediction_id', datatype: 'BYTES', shape: [-1] },
        ],
      },
    ]);
  }
});

test('an unknown model, version or path is 404 in the shape of the protocol', async () => {
  const { server } = await startServer();
  const error = 'this model or version does not serve here: expected strikes, version 2';
  for (const path of ['birds', 'strikes/versions/1', 'strikes/versions/v2', `${'x'.repeat(200)}`]) {
    for (const url of [`/v2/models/${path}`, `/v2/models/${path}/ready`]) {
      const reply = await server.inject(url);
      expect([reply.statusCode, reply.json()], url).toEqual([404, { error }]);
    }
    const reply = await server.inject({
      method: 'POST',
      url: `/v2/models/${path}/infer`,
      payload: { inputs: twoRows },
    });
    expect(reply.statusCode).toBe(404);
  }
  const reply = await server.inject('/v2/repository/index');
  expect([reply.statusCode, reply.json()]).toEqual([404, { error: 'there is no such path' }]);
});

test('with nothing deployed it lives, is not ready, and answers 503', async () => {
  const fixture = await startServer(undefined, {
    serving: { current: () => undefined, refused: () => undefined, refresh: async () => {}, stop: () => {} },
  });
  expect((await fixture.server.inject('/v2/health/live')).statusCode).toBe(200);
  const ready = await fixture.server.inject('/v2/health/ready');
  expect([ready.statusCode, ready.json()]).toEqual([503, { live: true, ready: false }]);
  const reply = await fixture.server.inject({ method: 'POST', url: infer, payload: { inputs: twoRows } });
  expect([reply.statusCode, reply.json()]).toEqual([503, { error: 'no version serves here yet' }]);
  expect((await fixture.server.inject('/v2')).json()).toMatchObject({ serving: null });
});

test('a failing model is a 500 without data or stack; the log of the server has the stack', async () => {
  const broken = {
    ...servingOf(),
    score: () => {
      throw new Error('no tree 7 for Large');
    },
  };
  const { server, lines } = await startServer(broken);
  const reply = await server.inject({ method: 'POST', url: infer, payload: { inputs: twoRows } });
  expect([reply.statusCode, reply.json()]).toEqual([500, { error: 'the server failed; its log says why' }]);
  expect(lines).toEqual([expect.stringContaining('no tree 7')]);
});
