import { encodeModel, loadFitted, type Model } from '@tend/learn';
import { expect, test } from 'vitest';
import type { Ports } from '../ports.ts';
import { openStored } from './open-stored.ts';

const weights = Uint8Array.from([0, 0, 0, 0, 0, 0, 240, 63]);
const fitted = { estimator: 'mean', parameters: {}, features: [], facts: {}, task: 'regression' } as const;
const model: Model = {
  manifest: { format: 1, inputs: [], recipe: { format: 2, inputs: [], steps: [], features: [] }, fitted },
  weights,
};

const stored = { payload: 'digest', inputs: { run: 'digest' } };

function portsWith(bytes: Uint8Array): Ports {
  return { blobs: { get: async () => bytes } } as unknown as Ports;
}

test('a stored model whose answers are no probability is refused, and says what it is', async () => {
  expect(loadFitted(fitted, weights).predict({ rowCount: 1, features: [], values: new Float32Array() })[0]).toBe(1);
  await expect(openStored(portsWith(encodeModel(model)), stored)).rejects.toMatchObject({
    code: 'TND-2002',
    message: expect.stringContaining('came one of regression'),
  });
});

test('bytes that are no model are refused', async () => {
  await expect(openStored(portsWith(new Uint8Array(40)), stored)).rejects.toMatchObject({ code: 'TND-2002' });
});
