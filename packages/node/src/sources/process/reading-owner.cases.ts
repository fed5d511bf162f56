/** A process of its own that reads `many.jsonl` of a folder and says how that ended: the tests kill it, or what it started. */
import { Problem } from '@tend/protocol';
import { openSources } from '../open-sources.ts';

const sources = openSources(process.argv[2] ?? '.', { putTable: async () => '' });
try {
  const reading = await sources.read({ source: 'many.jsonl', columns: {}, missing: {}, maxRejected: '0%' });
  await reading.close();
  console.log(JSON.stringify({ code: 'read' }));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.log(JSON.stringify(error));
}
