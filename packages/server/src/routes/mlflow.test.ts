import { Problem } from '@tend/protocol';
import { expect, test } from 'vitest';
import { logged, startServer } from '../server-fixture.cases.ts';

const rows = [
  { size: 'Large', speed: 100, count: 1, night: true, date: '2000-01-01', other: 'not the model’s' },
  { size: null, speed: 20.5, count: null, night: false, date: '2000-01-02', other: 3 },
];
const columns = ['other', 'size', 'speed', 'count', 'night', 'date'] as const;
const columnar = Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name])]));
const csv =
  'other,size,speed,count,night,date\r\nx,"Large",1e2,1,True,2000-01-01\n"a ""b"",\nc",,20.5,,false,2000-01-02\n';

const json = (body: unknown) => ({ headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) });
const forms = {
  dataframe_records: json({ dataframe_records: rows }),
  dataframe_split: json({
    dataframe_split: { columns, index: [0, 1], data: rows.map((row) => columns.map((name) => row[name])) },
  }),
  instances: json({ instances: rows, params: {} }),
  'inputs by row': json({ inputs: rows }),
  'inputs by column': json({ inputs: columnar }),
  'text/csv': { headers: { 'content-type': 'text/csv; charset=utf-8' }, payload: csv },
  'text/csv with a byte order mark and no last line feed': {
    headers: { 'content-type': 'text/csv' },
    payload: `\uFEFF${csv.trimEnd()}`,
  },
};

test.each(Object.entries(forms))('%s gives the same answer and the same log', async (_, request) => {
  const fixture = await startServer();
  const reply = await fixture.server.inject({ method: 'POST', url: '/invocations', ...request });
  expect(reply.statusCode, reply.body).toBe(200);
  const answer = reply.json();
  expect(answer).toEqual({
    predictions: [0.9, 0.1025],
    prediction_ids: [expect.stringMatching(/^d3f9-.{4}-000001$/), expect.stringMatching(/^d3f9-.{4}-000002$/)],
    positives: [true, false],
    model: 'strikes',
    version: '2',
  });
  const log = await logged(fixture);
  expect(log.map((one) => one.row)).toEqual(rows.map(({ other: _other, ...row }) => row));
  expect(log.map((one) => one.id)).toEqual(answer.prediction_ids);
});

test.each<[string, unknown, string]>([
  ['a bare list', rows, 'the body is not valid: expected a JSON object, came a list'],
  [
    'no form',
    {},
    'the body is not valid: expected exactly one of dataframe_split, dataframe_records, instances, inputs, came none',
  ],
  [
    'two forms',
    { instances: rows, inputs: rows },
    'the body is not valid: expected exactly one of dataframe_split, dataframe_records, instances, inputs, came instances and inputs',
  ],
  [
    'params for a model that takes none',
    { instances: rows, params: { beta: 1 } },
    'params is not valid: expected nothing: this model takes none, came an object',
  ],
  ['no row', { instances: [] }, 'instances is not valid: expected one row or more, came none'],
  [
    'rows that are no objects',
    { instances: [[1, 2]] },
    'row 1 of instances is not valid: expected an object with one member a column, came a list',
  ],
  [
    'an absent column',
    { instances: [{ speed: 1, count: 1, night: true }] },
    'column size of row 1 is missing: expected text, came nothing',
  ],
  [
    'two misfits',
    { instances: [rows[0], { ...rows[1], speed: 'fast', night: 1 }] },
    'column speed of row 2 is not valid (and 1 more of its columns): expected a number, came text',
  ],
  [
    'an object as a value',
    { instances: [{ ...rows[0], size: { a: 1 } }] },
    'column size of row 1 is not valid: expected a single value, came an object',
  ],
  [
    'a ragged split',
    { dataframe_split: { columns: ['size', 'speed'], data: [['a', 1], ['a']] } },
    'row 2 of dataframe_split is not valid: expected 2 values, came 1',
  ],
  [
    'a column twice',
    { dataframe_split: { columns: ['size', 'size'], data: [['a', 'b']] } },
    'dataframe_split is not valid: expected each column once, came size twice',
  ],
  [
    'a split without data',
    { dataframe_split: { columns: ['size'] } },
    'dataframe_split is not valid: expected an object with columns (names) and data (rows), came an object',
  ],
  [
    'columns of unequal length',
    { inputs: { size: ['a'], speed: [1, 2] } },
    'column speed of inputs is not valid: expected 1 values, as the columns before it, came 2',
  ],
])('%s: 400 in the shape of MLflow, and nothing is logged', async (_, body, message) => {
  const fixture = await startServer();
  const reply = await fixture.server.inject({ method: 'POST', url: '/invocations', ...json(body) });
  expect([reply.statusCode, reply.json()]).toEqual([400, { error_code: 'BAD_REQUEST', message }]);
  expect(await logged(fixture)).toEqual([]);
});

test.each([
  [
    'an open quote',
    'size,speed\n"Large,1\n',
    'line 2 of the CSV is not valid: expected a closing quote, came the end of the text',
  ],
  [
    'text behind a quote',
    'size,speed\n"Lar"ge,1\n',
    'line 2 of the CSV is not valid: expected a comma or the end of the line, came more text',
  ],
  [
    'a short line',
    'size,speed\nLarge,1\nSmall\n',
    'line 3 of the CSV is not valid: expected 2 fields, as the header has, came 1',
  ],
  [
    'a long line',
    'size,speed\nLarge,1,2\n',
    'line 2 of the CSV is not valid: expected 2 fields, as the header has, came 3',
  ],
  ['a header alone', 'size,speed\n', 'the CSV is not valid: expected one row or more, came none'],
  ['a column twice', 'size,size\na,b\n', 'the CSV is not valid: expected each column once, came size twice'],
  [
    'a number that is none',
    'size,speed,count,night\nLarge,0x10,1,true\n',
    'column speed of row 1 is not valid: expected a number, came text',
  ],
  [
    'a truth that is none',
    'size,speed,count,night\nLarge,1,1,1\n',
    'column night of row 1 is not valid: expected true or false, came text',
  ],
  [
    // One pass over them: the square of their length would outlast this test.
    '150,000 digits before a letter',
    `size,speed,count,night\nLarge,${'0'.repeat(150_000)}x,1,True\n`,
    'column speed of row 1 is not valid: expected a number, came text',
  ],
])('CSV with %s is refused', async (_, payload, message) => {
  const { server } = await startServer();
  const reply = await server.inject({
    method: 'POST',
    url: '/invocations',
    headers: { 'content-type': 'text/csv' },
    payload,
  });
  expect([reply.statusCode, reply.json()]).toEqual([400, { error_code: 'BAD_REQUEST', message }]);
});

test.each([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['application/json; charset=latin1', 415],
  ['text/csv; header=present', 415],
  ['application/json; charset=UTF-8', 200],
])('media type %s: %i', async (type, status) => {
  const { server } = await startServer();
  const payload = JSON.stringify({ instances: rows });
  const reply = await server.inject({
    method: 'POST',
    url: '/invocations',
    headers: { 'content-type': type },
    payload,
  });
  expect(reply.statusCode).toBe(status);
});

test('a body over the limit is 413', async () => {
  const { server } = await startServer(undefined, { bodyLimitBytes: 500 });
  const payload = JSON.stringify({ instances: Array(20).fill(rows[0]) });
  const reply = await server.inject({
    method: 'POST',
    url: '/invocations',
    headers: { 'content-type': 'application/json' },
    payload,
  });
  expect([reply.statusCode, reply.json().message]).toEqual([413, 'the body is too large']);
});

test('ping, health and version answer as MLflow does', async () => {
  const { server } = await startServer();
  for (const url of ['/ping', '/health']) {
    const reply = await server.inject(url);
    expect([reply.statusCode, reply.body]).toEqual([200, '\n']);
  }
  const version = await server.inject('/version');
  expect([version.body, version.headers['content-type']]).toEqual(['0.1.0', 'text/plain; charset=utf-8']);
});

test('what cannot be logged is not answered', async () => {
  const fixture = await startServer();
  fixture.ports.predictions.append = async () => {
    throw new Problem('TND-4002', { message: 'the predictions cannot be logged, so they are not answered' });
  };
  const reply = await fixture.server.inject({ method: 'POST', url: '/invocations', ...json({ instances: rows }) });
  expect([reply.statusCode, reply.json()]).toEqual([
    507,
    { error_code: 'RESOURCE_EXHAUSTED', message: 'the predictions cannot be logged, so they are not answered' },
  ]);
});
