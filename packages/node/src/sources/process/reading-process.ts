/** The process that reads a source: asked once by its parent, it answers once and ends. It does not outlive its parent. */
import { Problem } from '@tend/protocol';
import { openBlobs } from '../../blobs/open-blobs.ts';
import { readContent } from '../read-content.ts';
import { type ReadingAnswer, type ReadingTask, tableFolder } from './reading-messages.ts';

process.on('disconnect', () => process.exit(1));
process.once('message', (task: ReadingTask) => {
  answerTo(task).then((answer) => process.send?.(answer, () => process.disconnect()));
});

async function answerTo({ request, folder, scratch, limits }: ReadingTask): Promise<ReadingAnswer> {
  try {
    const reading = await readContent(request, { folder, scratch, limits, environment: process.env });
    const blobs = await openBlobs(tableFolder(scratch));
    const table = await blobs.putTable(reading.table);
    await reading.close();
    const { columns, rejected, files, digest, warnings } = reading;
    return { report: { columns, rejected, files, digest, warnings, table } };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.toJSON() };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
