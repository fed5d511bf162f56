import { open } from 'node:fs/promises';
import { damagedSegment, readFooter, readHeader, type SegmentFooter, type SegmentPlace } from './segment-format.ts';
import { decodeLine } from './segment-line.ts';

const chunkBytes = 256 * 1024;
const lineFeed = 10;

/** Consecutive checked lines of a segment: the header (n = 0) first, a footer, where there is one, last. */
export interface SegmentLines {
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly footer: SegmentFooter | undefined;
  /** The bytes of header and rows, line feeds included, without the footer. */
  readonly bytes: Buffer;
}

/**
 * Yields the complete lines among the first `limitBytes` of a segment; a torn tail without line feed is skipped. TND-4007 for
 * a complete line that does not check, is out of order or follows a footer.
 */
export async function* readSegment(
  place: SegmentPlace,
  limitBytes: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<SegmentLines> {
  const handle = await open(place.path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let position = 0;
    let n = 0;
    let ended = false;
    for (;;) {
      const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(limitBytes - position, 0)));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const complete = bytes.lastIndexOf(lineFeed) + 1;
      rest = bytes.subarray(complete);
      const read = checkLines(place, bytes.subarray(0, complete), n, ended);
      n += read.lines.length;
      ended ||= read.footer !== undefined;
      yield read;
    }
  } finally {
    await handle.close();
  }
}

function checkLines(place: SegmentPlace, bytes: Buffer, first: number, isAfterEnd: boolean): SegmentLines {
  const lines: Readonly<Record<string, unknown>>[] = [];
  let footer: SegmentFooter | undefined;
  let start = 0;
  let footerStart = bytes.length;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineFeed, start);
    const n = first + lines.length;
    if (isAfterEnd || footer !== undefined) throw damagedSegment(place, n, 'follows the end of the segment');
    const fields = decodeLine(bytes.subarray(start, end));
    if (fields === undefined) throw damagedSegment(place, n, 'does not match its check');
    if (fields.n !== n) throw damagedSegment(place, n, `says it is row ${String(fields.n)}`);
    if (n === 0 && readHeader(fields, place) === undefined) throw damagedSegment(place, 0, 'is none');
    footer = readFooter(fields);
    if (footer === undefined) lines.push(fields);
    else footerStart = start;
    start = end + 1;
  }
  return { lines, footer, bytes: bytes.subarray(0, footerStart) };
}
