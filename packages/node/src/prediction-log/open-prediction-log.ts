import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoggedPrediction, PredictionLog, SegmentInfo } from '@tend/lifecycle';
import { replaceFile } from '../files/replace-file.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { orDiskFull } from './disk-full.ts';
import { eraseLines, withdrawnKind } from './erase-lines.ts';
import { lineFinder } from './find-line.ts';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { predictionFields, predictionOf } from './logged-prediction.ts';
import { isDeploymentId, parsePredictionId } from './prediction-id.ts';
import { readSegment } from './read-segment.ts';
import { listSegments, type StoredSegment, segmentPath } from './segment-folder.ts';
import { damagedSegment, readFooter } from './segment-format.ts';
import { decodeLine } from './segment-line.ts';
import { createSegment, type SegmentWriter } from './segment-writer.ts';
import { isWriterAlive, takeWriterLock, type WriterLock } from './writer-lock.ts';

export interface PredictionLogOptions {
  /** Made where it is missing; holds a folder a deployment and the locks of the writers. */
  readonly folder: string;
  /** A segment that reaches either limit is sealed and the next one begun. */
  readonly maxSegmentRows?: number;
  readonly maxSegmentBytes?: number;
  /** How long a deployment must have been silent, while another answers, before its segment is sealed. */
  readonly sealIdleMs?: number;
}

type Fields = Readonly<Record<string, unknown>>;

interface Line {
  readonly group: GroupCommit<Fields, string>;
  segment: SegmentWriter | undefined;
  /** When the last row came, by `performance.now()`. */
  usedAt: number;
  /** The sealing under way, if any. */
  ending: Promise<void>;
}

/**
 * The prediction log in a folder. Any number of processes may write and read at once: each appends to segments of its own.
 * `append` rejects with TND-4002 on a full disk, acknowledges nothing then, and works again once there is room.
 */
export function openPredictionLog(options: PredictionLogOptions): PredictionLog {
  const { folder, maxSegmentRows = 100_000, maxSegmentBytes = 64 * 1024 * 1024, sealIdleMs = 10_000 } = options;
  const locks = join(folder, 'writers');
  const finder = lineFinder();
  /** One a deployment that this process answers for. */
  const lines = new Map<string, Line>();
  const endedWriters = new Set<string>();
  let lock: WriterLock | undefined;
  let isClosed = false;

  const begin = async (deploymentId: string): Promise<SegmentWriter> => {
    const own = join(folder, deploymentId);
    if ((await mkdir(own, { recursive: true })) !== undefined) {
      await syncFolder(folder);
      await syncFolder(join(folder, '..'));
    }
    lock ??= takeWriterLock(locks);
    const last = (await listSegments(folder, deploymentId)).at(-1);
    const sequence = 1 + (last?.header.sequence ?? 0);
    return createSegment({ folder: own, deploymentId, sequence, writer: lock.id, at: Date.now() });
  };

  const commit = async (deploymentId: string, line: Line, rows: readonly Fields[]): Promise<readonly string[]> => {
    try {
      line.segment ??= await begin(deploymentId);
      const ids = await line.segment.commit(rows);
      if (line.segment.rowCount >= maxSegmentRows || line.segment.ackedBytes >= maxSegmentBytes) await end(line);
      return ids;
    } catch (error) {
      // Only then forgotten: until it is cut, readers in this process must know where its acknowledged bytes end.
      await line.segment?.abandon();
      line.segment = undefined;
      throw orDiskFull(error);
    }
  };

  const lineOf = (deploymentId: string): Line => {
    const known = lines.get(deploymentId);
    if (known !== undefined) return known;
    const line: Line = {
      group: groupCommit((rows) => commit(deploymentId, line, rows)),
      segment: undefined,
      usedAt: 0,
      ending: Promise.resolve(),
    };
    lines.set(deploymentId, line);
    return line;
  };

  /** Where another deployment answers now, what the silent ones wrote is sealed. */
  const endSilent = (current: Line, now: number): void => {
    for (const line of lines.values()) {
      if (line === current || line.segment === undefined || now - line.usedAt < sealIdleMs) continue;
      line.usedAt = now;
      line.ending = line.group.idle().then(() => end(line));
    }
  };

  const isSealedBy = (writer: string, segmentId: string, deploymentId: string): boolean => {
    if (writer === lock?.id) return lines.get(deploymentId)?.segment?.place.segmentId !== segmentId;
    if (endedWriters.has(writer)) return true;
    if (isWriterAlive(locks, writer)) return false;
    endedWriters.add(writer);
    return true;
  };

  const ackedBytesOf = ({ place }: StoredSegment): number => {
    const segment = lines.get(place.deploymentId)?.segment;
    return segment?.place.segmentId === place.segmentId ? segment.ackedBytes : Number.POSITIVE_INFINITY;
  };

  async function* scan(deploymentId: string): AsyncGenerator<LoggedPrediction> {
    if (!isDeploymentId(deploymentId)) return;
    for (const segment of await listSegments(folder, deploymentId)) {
      for await (const read of readSegment(segment.place, ackedBytesOf(segment))) {
        for (const fields of read.lines)
          if (fields.n !== 0 && fields.kind !== withdrawnKind) yield predictionOf(fields, segment.place);
      }
    }
  }

  return {
    async append(deploymentId, predictions) {
      if (isClosed) throw new Error('the prediction log is closed');
      if (!isDeploymentId(deploymentId)) throw new RangeError(`no deployment is called ${deploymentId}`);
      if (predictions.length === 0) return [];
      const fields = predictions.map(predictionFields);
      const line = lineOf(deploymentId);
      line.usedAt = performance.now();
      if (lines.size > 1) endSilent(line, line.usedAt);
      return line.group.append(fields);
    },

    async find(id) {
      const named = parsePredictionId(id);
      if (named === undefined) return undefined;
      const { deploymentId, segmentId, row } = named;
      const place = { deploymentId, segmentId, path: segmentPath(folder, deploymentId, segmentId) };
      const bytes = await finder.find(place, row);
      if (bytes === undefined) return undefined;
      const fields = decodeLine(bytes);
      if (fields === undefined) throw damagedSegment(place, row, 'does not match its check');
      if (fields.n !== row) throw damagedSegment(place, row, `says it is row ${String(fields.n)}`);
      const isPrediction = readFooter(fields) === undefined && fields.kind !== withdrawnKind;
      return isPrediction ? predictionOf(fields, place) : undefined;
    },

    scan,

    async segments(deploymentId) {
      if (!isDeploymentId(deploymentId)) return [];
      const infos: SegmentInfo[] = [];
      for (const segment of await listSegments(folder, deploymentId)) {
        // Asked before the bytes are read: a writer that has ended by now cannot add to what is read afterwards.
        const { place, header } = segment;
        const isEnded = isSealedBy(header.writer, place.segmentId, deploymentId);
        const ackedBytes = ackedBytesOf(segment);
        if (ackedBytes > 0) infos.push(await describeSegment(segment, isEnded, ackedBytes));
      }
      return infos;
    },

    async erase(deploymentId, isErased, before) {
      if (!isDeploymentId(deploymentId)) return { busy: [] };
      const line = lines.get(deploymentId);
      if (line?.segment !== undefined) {
        line.ending = line.group.idle().then(() => end(line));
        await line.ending;
      }
      const busy: string[] = [];
      for (const { place, header } of await listSegments(folder, deploymentId)) {
        const isOver = isSealedBy(header.writer, place.segmentId, deploymentId);
        const erased = await eraseLines(place, isErased);
        if (erased === undefined) continue;
        const { bytes, predictions, digest, digestAfter } = erased;
        if (!isOver && !erased.isSealed) {
          busy.push(place.segmentId);
          continue;
        }
        await before({ id: place.segmentId, predictions, digest, digestAfter });
        await replaceFile(place.path, bytes);
      }
      return { busy };
    },

    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const line of lines.values()) {
        await line.group.idle();
        await line.ending;
        await end(line);
      }
      lock?.release();
    },
  };
}

/** Seals what is open. Its rows are safe already, so a disk that has no room for the footer only leaves it off. */
async function end(line: Line): Promise<void> {
  const { segment } = line;
  line.segment = undefined;
  await segment?.seal().catch(() => segment.abandon());
}

async function describeSegment(segment: StoredSegment, isEnded: boolean, limitBytes: number): Promise<SegmentInfo> {
  const hash = createHash('sha256');
  let rowCount = -1;
  let hasFooter = false;
  for await (const { lines, footer, bytes } of readSegment(segment.place, limitBytes)) {
    hash.update(bytes);
    rowCount += lines.length;
    if (footer === undefined) continue;
    hasFooter = true;
    if (footer.digest !== hash.copy().digest('hex'))
      throw damagedSegment(segment.place, footer.n, 'ends with the digest of other bytes');
  }
  const digest = hash.digest('hex');
  return { id: segment.place.segmentId, rowCount, digest, isSealed: isEnded || hasFooter };
}
