import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LoggedPrediction } from '@tend/lifecycle';
import { predictionOf } from './logged-prediction.ts';
import { damagedSegment, readFooter, type SegmentPlace } from './segment-format.ts';
import { decodeLine, encodeLine } from './segment-line.ts';

/** What a line is once its prediction was withdrawn. */
export const withdrawnKind = 'withdrawn';

export interface ErasedLines {
  /** The whole file as it shall be. */
  readonly bytes: Buffer;
  readonly predictions: readonly string[];
  /** Ends with a footer: no more rows will come. */
  readonly isSealed: boolean;
  /** SHA-256 of header and rows, before and after. */
  readonly digest: string;
  readonly digestAfter: string;
}

/**
 * A segment's bytes with the lines of these predictions turned into tombstones of the same length: number and time stay,
 * readers that know where lines start stay right. Undefined where no line is to be erased. TND-4007 for a damaged line.
 */
export async function eraseLines(
  place: SegmentPlace,
  isErased: (prediction: LoggedPrediction) => boolean,
): Promise<ErasedLines | undefined> {
  const before = await readFile(place.path);
  const bytes = Buffer.from(before);
  const predictions: string[] = [];
  let end = 0;
  for (let start = 0, n = 0; ; start = end, n++) {
    const feed = before.indexOf(10, start);
    if (feed < 0) break;
    const line = before.subarray(start, feed);
    const fields = decodeLine(line);
    if (fields === undefined) throw damagedSegment(place, n, 'does not match its check');
    const footer = readFooter(fields);
    if (footer !== undefined) {
      const digest = sha256(bytes.subarray(0, start));
      bytes.write(encodeLine({ ...footer, digest }), start);
      return predictions.length === 0
        ? undefined
        : { bytes, predictions, isSealed: true, digest: footer.digest, digestAfter: digest };
    }
    end = feed + 1;
    if (n === 0 || fields.kind === withdrawnKind) continue;
    const prediction = predictionOf(fields, place);
    if (!isErased(prediction)) continue;
    bytes.write(tombstone(fields, line.length), start);
    predictions.push(prediction.id);
  }
  if (predictions.length === 0) return undefined;
  // A torn tail was never acknowledged; it could hold the row, so it is cut off.
  return {
    bytes: bytes.subarray(0, end),
    predictions,
    isSealed: false,
    digest: sha256(before.subarray(0, end)),
    digestAfter: sha256(bytes.subarray(0, end)),
  };
}

/** A line of `length` bytes. It always fits: it drops the version's digest and the row. */
function tombstone({ n, at }: Readonly<Record<string, unknown>>, length: number): string {
  const fields = { n, kind: withdrawnKind, at };
  const room = length - encodeLine({ ...fields, pad: '' }).length + 1;
  return encodeLine({ ...fields, pad: ' '.repeat(room) });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
