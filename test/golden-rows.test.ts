import type { Ports } from '@tend/lifecycle';
import { utf8 } from '@tend/node';
import { afterAll, expect, test } from 'vitest';
import { tinyBase } from './tiny-project.ts';

const base = tinyBase();
afterAll(() => base.close());

/** A machine that computes otherwise: of the kept answers, the first of one kind is another. */
function otherwise(what: 'features' | 'scores'): (ports: Ports) => Ports {
  return (ports) => ({
    ...ports,
    blobs: {
      ...ports.blobs,
      async get(digest) {
        const bytes = await ports.blobs.get(digest);
        const text = Buffer.from(bytes).toString('latin1');
        if (!text.startsWith('{"features":["')) return bytes;
        const golden = JSON.parse(text) as { features: string[]; scores: string[]; rows: number[] };
        golden[what][0] = '0'.repeat(64);
        return utf8.encode(JSON.stringify(golden));
      },
    },
  });
}

test('a version whose golden rows come out otherwise is not promoted; one that gives the same bits is, and says so', async () => {
  const folder = base.make();
  const mara = await base.as('mara', folder);
  await mara.run({});
  const jonas = await base.as('jonas', folder);
  await jonas.approve({ version: 'v1' });
  for (const [what, said] of [
    ['features', 'another feature'],
    ['scores', 'another score'],
  ] as const) {
    const astray = await base.as('mara', folder, { wrap: otherwise(what) });
    await expect(astray.deploy({})).rejects.toMatchObject({
      code: 'TND-3110',
      message: expect.stringContaining(said),
      detail: { expected: 'the same bits for 64 golden rows, as a table and one by one' },
    });
    expect((await mara.status({})).serving).toBeNull();
  }
  expect((await mara.deploy({})).golden).toEqual({ rows: 64, reason: null });
});
