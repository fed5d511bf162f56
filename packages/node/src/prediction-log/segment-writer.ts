import { createHash } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../files/sync-folder.ts';
import { formatPredictionId, randomSegmentId } from './prediction-id.ts';
import type { SegmentFooter, SegmentHeader, SegmentPlace } from './segment-format.ts';
import { encodeLine } from './segment-line.ts';

/** The segment a process appends to. One commit at a time. */
export interface SegmentWriter {
  readonly place: SegmentPlace;
  /** What is durable: bytes and rows of resolved commits. */
  readonly ackedBytes: number;
  readonly rowCount: number;
  /** Writes and syncs one line for each of `rows`, and gives their ids. When it rejects, the file is as it was before. */
  commit(rows: readonly Readonly<Record<string, unknown>>[]): Promise<readonly string[]>;
  /** Ends the segment with a footer. */
  seal(): Promise<void>;
  /** Cuts off what was not acknowledged and ends without a footer: after a failed commit, whose state on disk is unknown. */
  abandon(): Promise<void>;
}

export interface NewSegment {
  /** An existing folder. */
  readonly folder: string;
  readonly deploymentId: string;
  readonly sequence: number;
  readonly writer: string;
  readonly at: number;
}

/** Creates a segment under a fresh random id. The header becomes durable with the first commit. */
export async function createSegment(segment: NewSegment): Promise<SegmentWriter> {
  const { handle, segmentId, path } = await createFile(segment.folder);
  const place = { deploymentId: segment.deploymentId, segmentId, path };
  const hash = createHash('sha256');
  const { deploymentId: deployment, sequence, writer, at } = segment;
  const header: SegmentHeader = {
    n: 0,
    kind: 'predictions',
    v: 1,
    deployment,
    segment: segmentId,
    sequence,
    writer,
    at,
  };
  let ackedBytes = 0;
  let rowCount = 0;

  const appendDurably = async (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    await writeAll(handle, bytes, ackedBytes);
    await handle.datasync();
    if (ackedBytes === 0) await syncFolder(dirname(path));
    hash.update(bytes);
    ackedBytes += bytes.length;
  };

  return {
    place,
    get ackedBytes() {
      return ackedBytes;
    },
    get rowCount() {
      return rowCount;
    },
    async commit(rows) {
      const ids: string[] = [];
      let text = ackedBytes === 0 ? encodeLine({ ...header }) : '';
      for (const row of rows) {
        const n = rowCount + ids.length + 1;
        text += encodeLine({ n, ...row });
        ids.push(formatPredictionId({ deploymentId: deployment, segmentId, row: n }));
      }
      await appendDurably(text);
      rowCount += ids.length;
      return ids;
    },
    async seal() {
      const footer: SegmentFooter = { n: rowCount + 1, kind: 'end', rowCount, digest: hash.copy().digest('hex') };
      await appendDurably(encodeLine({ ...footer }));
      await handle.close();
    },
    async abandon() {
      // The first failure is what the caller reports; a disk that also refuses to cut leaves surplus lines at worst.
      await handle.truncate(ackedBytes).catch(() => {});
      await handle.close().catch(() => {});
      if (ackedBytes === 0) await rm(path, { force: true }).catch(() => {});
    },
  };
}

async function createFile(folder: string): Promise<{ handle: FileHandle; segmentId: string; path: string }> {
  for (let attempt = 0; ; attempt++) {
    // Four characters are easily said; a deployment with so many segments that they collide gets longer names.
    const segmentId = randomSegmentId(attempt < 4 ? 4 : 8);
    const path = join(folder, `${segmentId}.ndjson`);
    try {
      return { handle: await open(path, 'wx'), segmentId, path };
    } catch (error) {
      if (attempt > 8 || !(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
