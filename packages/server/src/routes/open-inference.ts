import { loggedColumns, type Serving } from '@tend/lifecycle';
import { Problem } from '@tend/protocol';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { datatypeOfKind } from '../open-inference/datatypes.ts';
import { outputNames, outputs, outputTensors } from '../open-inference/outputs.ts';
import { readInferRequest } from '../open-inference/read-infer-request.ts';
import { sentenceOf } from '../request/failure.ts';
import { replyFailure } from '../request/reply-failure.ts';
import { scoreRows } from '../scoring/score-rows.ts';
import { servingNow } from '../scoring/serving-now.ts';
import type { ServerOptions } from '../server-options.ts';

interface ModelPath {
  Params: { readonly model: string; readonly version?: string };
}

const bodyOf = (problem: Problem): object => ({ error: sentenceOf(problem) });

/**
 * The Open Inference Protocol V2 over REST (kserve/open-inference-protocol, inference_rest.md), to be registered under `/v2`.
 * Errors are `{"error": text}` with the status that fits.
 */
export function openInferenceRoutes({ serving, ports, log }: ServerOptions): FastifyPluginAsync {
  const open = { config: { access: 'open' } } as const;
  const scoring = { config: { access: 'scoring' } } as const;

  const namedServing = (request: FastifyRequest<ModelPath>): Serving => {
    const now = servingNow(serving);
    const { model, version = String(now.versionNumber) } = request.params;
    if (model === now.modelName && version === String(now.versionNumber)) return now;
    throw new Problem('TND-1008', {
      message: 'this model or version does not serve here',
      expected: `${now.modelName}, version ${now.versionNumber}`,
    });
  };

  return async (face) => {
    face.setErrorHandler(replyFailure(bodyOf, log));
    face.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'there is no such path' }));

    face.get('/', scoring, async () => ({
      name: 'tend',
      version: ports.engine.tend,
      extensions: [],
      ...describeServing(serving.current()),
      ...describeRefusal(serving.refused()),
    }));
    face.get('/health/live', open, async () => ({ live: true, ready: serving.current() !== undefined }));
    face.get('/health/ready', open, async (_request, reply) => {
      const ready = serving.current() !== undefined;
      return reply.code(ready ? 200 : 503).send({ live: true, ready });
    });

    for (const path of ['/models/:model', '/models/:model/versions/:version']) {
      face.get<ModelPath>(path, scoring, async (request) => metadataOf(namedServing(request)));
      face.get<ModelPath>(`${path}/ready`, scoring, async (request) => ({
        name: namedServing(request).modelName,
        ready: true,
      }));
      face.post<ModelPath>(`${path}/infer`, scoring, async (request) => {
        const now = namedServing(request);
        const { id, rows, outputs: asked } = readInferRequest(request.body, loggedColumns(now));
        const scored = await scoreRows(now, ports.predictions, ports.clock.now(), rows);
        return {
          model_name: now.modelName,
          model_version: String(now.versionNumber),
          ...(id === undefined ? {} : { id }),
          outputs: outputTensors(asked, scored),
        };
      });
    }
  };
}

function metadataOf(serving: Serving): object {
  const { modelName, versionNumber, inputs, timeColumn } = serving;
  const isTimeApart = timeColumn !== null && !inputs.some(({ name }) => name === timeColumn);
  return {
    name: modelName,
    versions: [String(versionNumber)],
    platform: 'tend',
    inputs: [
      ...inputs.map(({ name, kind }) => ({ name, datatype: datatypeOfKind[kind], shape: [-1] })),
      // Not seen by the model, only logged: monitoring sorts predictions by it.
      ...(isTimeApart ? [{ name: timeColumn, datatype: 'BYTES', shape: [-1], parameters: { optional: true } }] : []),
    ],
    outputs: outputNames.map((name) => ({ name, datatype: outputs[name].datatype, shape: [-1] })),
  };
}

function describeServing(serving: Serving | undefined): object {
  if (serving === undefined) return { serving: null };
  const { modelName: model, versionNumber: version, versionDigest, deploymentId: deployment } = serving;
  return { serving: { model, version: String(version), versionDigest, deployment } };
}

function describeRefusal(refused: { deploymentId: string; problem: Problem } | undefined): object {
  if (refused === undefined) return {};
  return {
    refused: { deployment: refused.deploymentId, code: refused.problem.code, error: sentenceOf(refused.problem) },
  };
}
