import { loggedColumns, type Serving } from '@tend/lifecycle';
import { invocationForms } from '../mlflow/read-invocation.ts';
import { datatypeOfKind, datatypes } from '../open-inference/datatypes.ts';
import { outputNames } from '../open-inference/outputs.ts';

type ColumnKind = Serving['inputs'][number]['kind'];

const cellSchemas: Readonly<Record<ColumnKind, object>> = {
  number: { type: ['number', 'null'] },
  integer: { type: ['integer', 'null'] },
  boolean: { type: ['boolean', 'null'] },
  date: { type: ['string', 'null'], format: 'date' },
  instant: { type: ['string', 'null'], format: 'date-time' },
  text: { type: ['string', 'null'] },
};

/** The paths of the two scoring faces for the model that serves now; without one, the forms alone. */
export function scoringPaths(serving: Serving | undefined): Record<string, object> {
  const model = `/v2/models/${serving?.modelName ?? '{model}'}`;
  const parameters = serving === undefined ? { parameters: [pathParameter('model')] } : {};
  return {
    '/v2': { get: answering('server', 'What serves here, and what was refused') },
    '/v2/health/live': { get: answering('live', 'Whether the process lives') },
    '/v2/health/ready': { get: answering('ready', 'Whether a version answers (503 where none does)') },
    [model]: { ...parameters, get: answering('model', 'Inputs and outputs of the model') },
    [`${model}/ready`]: { ...parameters, get: answering('modelReady', 'Whether the model answers') },
    [`${model}/infer`]: {
      ...parameters,
      post: scoring('infer', 'Open Inference Protocol V2', jsonBody(inferBody(serving))),
    },
    '/ping': { get: answering('ping', 'Whether a version answers, as MLflow asks it') },
    '/invocations': {
      post: scoring('invocations', 'MLflow scoring server', {
        ...jsonBody(invocationBody(serving)),
        'text/csv': { schema: { type: 'string', description: 'A header line, then rows; an empty field is missing' } },
      }),
    },
  };
}

/** One row of the model as a JSON object: null is a missing value. */
function rowSchema(serving: Serving | undefined): object {
  if (serving === undefined) return { type: 'object' };
  const { inputs, timeColumn } = serving;
  const properties = Object.fromEntries(inputs.map(({ name, kind }) => [name, cellSchemas[kind]]));
  if (timeColumn !== null && !Object.hasOwn(properties, timeColumn))
    properties[timeColumn] = { type: ['string', 'null'], description: 'Logged, not scored: what monitoring goes by' };
  return { type: 'object', properties, required: inputs.map(({ name }) => name) };
}

function inferBody(serving: Serving | undefined): object {
  const tensor = {
    type: 'object',
    required: ['name', 'shape', 'datatype', 'data'],
    properties: {
      name: serving === undefined ? { type: 'string' } : { enum: loggedColumns(serving) },
      shape: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, maxItems: 2 },
      datatype: { enum: [...datatypes.keys()] },
      data: { type: 'array', description: 'n values; null is a missing value' },
    },
  };
  return {
    type: 'object',
    required: ['inputs'],
    properties: {
      id: { type: 'string' },
      inputs: { type: 'array', items: tensor, minItems: 1 },
      outputs: { type: 'array', items: { type: 'object', properties: { name: { enum: outputNames } } } },
    },
    ...(serving === undefined ? {} : { examples: [exampleOf(serving)] }),
  };
}

function exampleOf({ inputs }: Serving): object {
  return {
    inputs: inputs.map(({ name, kind }) => ({ name, shape: [1], datatype: datatypeOfKind[kind], data: [null] })),
  };
}

function invocationBody(serving: Serving | undefined): object {
  const row = rowSchema(serving);
  const rows = { type: 'array', items: row, minItems: 1 };
  const split = {
    type: 'object',
    required: ['columns', 'data'],
    properties: {
      columns: { type: 'array', items: { type: 'string' } },
      data: { type: 'array', items: { type: 'array' }, minItems: 1 },
    },
  };
  const columns = { type: 'object', additionalProperties: { type: 'array' } };
  const forms = {
    dataframe_split: split,
    dataframe_records: rows,
    instances: rows,
    inputs: { anyOf: [rows, columns] },
  };
  return { type: 'object', properties: forms, oneOf: invocationForms.map((form) => ({ required: [form] })) };
}

function answering(operationId: string, summary: string): object {
  return { operationId, summary, tags: ['scoring'], responses: { 200: { description: 'The answer' } } };
}

function scoring(operationId: string, summary: string, content: object): object {
  return {
    ...answering(operationId, summary),
    requestBody: { required: true, content },
    responses: {
      200: { description: 'Scores, decisions and the ids to ask `why` about' },
      400: { description: 'A column misfits' },
    },
  };
}

function jsonBody(schema: object): object {
  return { 'application/json': { schema } };
}

function pathParameter(name: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string' } };
}
