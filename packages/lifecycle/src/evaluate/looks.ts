import type { Ports } from '../ports.ts';
import { getRecord } from '../record/record.ts';

/** How often the test rows of a split were evaluated on before: each look makes the next verdict a little too kind. */
export async function countLooks(ports: Ports, testRowsDigest: string): Promise<number> {
  return ports.store.read(async (reader) => {
    const rows = await reader.from('record').find({ kind: 'evaluation' });
    let looks = 0;
    for (const { digest } of rows) {
      const evaluation = await getRecord(ports, reader, 'evaluation', digest);
      const { split } = evaluation.body.inputs;
      if (split !== null && (await getRecord(ports, reader, 'split', split)).body.test.rowsDigest === testRowsDigest)
        looks++;
    }
    return looks;
  });
}
