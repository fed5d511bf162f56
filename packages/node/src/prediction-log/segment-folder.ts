import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { segmentPattern } from './prediction-id.ts';
import { damagedSegment, readHeader, type SegmentHeader, type SegmentPlace } from './segment-format.ts';
import { decodeLine } from './segment-line.ts';

const extension = '.ndjson';
/** More than any header needs. */
const headerBytes = 1024;

export interface StoredSegment {
  readonly place: SegmentPlace;
  readonly header: SegmentHeader;
}

export function segmentPath(root: string, deploymentId: string, segmentId: string): string {
  return join(root, deploymentId, `${segmentId}${extension}`);
}

/**
 * The segments of a deployment in the order of their creation; none where the deployment never answered. A file whose header
 * is torn never acknowledged anything and is left out; TND-4007 for a complete header that does not check.
 */
export async function listSegments(root: string, deploymentId: string): Promise<readonly StoredSegment[]> {
  const found: StoredSegment[] = [];
  for (const name of await namesIn(join(root, deploymentId))) {
    const segmentId = name.slice(0, -extension.length);
    if (!name.endsWith(extension) || !segmentPattern.test(segmentId)) continue;
    const place = { deploymentId, segmentId, path: segmentPath(root, deploymentId, segmentId) };
    const header = await headerOf(place);
    if (header !== undefined) found.push({ place, header });
  }
  return found.sort(
    (a, b) =>
      a.header.sequence - b.header.sequence ||
      a.header.at - b.header.at ||
      (a.place.segmentId < b.place.segmentId ? -1 : 1),
  );
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function headerOf(place: SegmentPlace): Promise<SegmentHeader | undefined> {
  const handle = await open(place.path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
    const end = buffer.subarray(0, bytesRead).indexOf(10);
    if (end === -1) return undefined;
    const fields = decodeLine(buffer.subarray(0, end));
    const header = fields === undefined ? undefined : readHeader(fields, place);
    if (header === undefined) throw damagedSegment(place, 0, 'does not match its check');
    return header;
  } finally {
    await handle.close();
  }
}
