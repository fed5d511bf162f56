import { Problem } from '@tend/protocol';

/**
 * A segment is one append-only file `<deployment>/<segment>.ndjson`: a header line (n = 0), one line a prediction
 * (n = 1, 2, ...) and, where the writer ended in order, a footer. Bytes behind the last line feed are a torn write that was
 * never acknowledged.
 */
export interface SegmentHeader {
  readonly n: 0;
  readonly kind: 'predictions';
  readonly v: 1;
  readonly deployment: string;
  readonly segment: string;
  /** One more than any segment of the deployment that its writer saw: orders segments without a clock. */
  readonly sequence: number;
  /** The lock that its process holds as long as it lives. */
  readonly writer: string;
  readonly at: number;
}

export interface SegmentFooter {
  readonly n: number;
  readonly kind: 'end';
  readonly rowCount: number;
  /** SHA-256 of all bytes before the footer. */
  readonly digest: string;
}

export interface SegmentPlace {
  readonly deploymentId: string;
  readonly segmentId: string;
  readonly path: string;
}

/** TND-4007 naming deployment, segment and row (0 is the header). */
export function damagedSegment(place: SegmentPlace, row: number, what: string): Problem {
  const line = row === 0 ? 'the header' : `row ${row}`;
  return new Problem('TND-4007', {
    message: `${line} of prediction segment ${place.segmentId} of deployment ${place.deploymentId} ${what}`,
    expected: 'the bytes that were acknowledged',
    next: ['restore the segment from a backup; until then its predictions count as damaged'],
    facts: { deployment: place.deploymentId, segment: place.segmentId, row },
  });
}

/** The header that these fields are, or undefined; TND-4004 for one of a later form. */
export function readHeader(fields: Readonly<Record<string, unknown>>, place: SegmentPlace): SegmentHeader | undefined {
  const { n, kind, v, deployment, segment, sequence, writer, at } = fields;
  if (n !== 0 || kind !== 'predictions' || deployment !== place.deploymentId || segment !== place.segmentId)
    return undefined;
  if (v !== 1) {
    throw new Problem('TND-4004', {
      message: `prediction segment ${place.segmentId} has form ${String(v)}`,
      expected: 'form 1',
      next: ['open the workspace with the version of Tend that wrote it'],
    });
  }
  if (typeof sequence !== 'number' || typeof writer !== 'string' || typeof at !== 'number') return undefined;
  return { n, kind, v, deployment: place.deploymentId, segment: place.segmentId, sequence, writer, at };
}

/** The footer that these fields are, or undefined. */
export function readFooter(fields: Readonly<Record<string, unknown>>): SegmentFooter | undefined {
  const { n, kind, rowCount, digest } = fields;
  if (kind !== 'end' || typeof n !== 'number' || typeof rowCount !== 'number' || typeof digest !== 'string')
    return undefined;
  return { n, kind, rowCount, digest };
}
