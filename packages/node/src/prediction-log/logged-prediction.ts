import type { LoggedPrediction } from '@tend/lifecycle';
import { formatPredictionId } from './prediction-id.ts';
import { damagedSegment, type SegmentPlace } from './segment-format.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What a line of a segment holds beside its check and number; deployment and id follow from its place. */
export function predictionFields(prediction: Omit<LoggedPrediction, 'id'>): Fields {
  const { at, versionDigest: version, eventTime, score, isPositive, row } = prediction;
  if (!Number.isFinite(score)) throw new RangeError(`a score is a finite number, not ${score}`);
  return { at, version, eventTime, score, isPositive, row };
}

/** The prediction that a checked line holds; TND-4007 for a line that is none. */
export function predictionOf(fields: Fields, place: SegmentPlace): LoggedPrediction {
  const { n, at, version, eventTime, score, isPositive, row } = fields;
  if (
    typeof n !== 'number' ||
    typeof at !== 'number' ||
    typeof version !== 'string' ||
    (typeof eventTime !== 'number' && eventTime !== null) ||
    typeof score !== 'number' ||
    typeof isPositive !== 'boolean' ||
    !isRow(row)
  )
    throw damagedSegment(place, typeof n === 'number' ? n : 0, 'is no prediction');
  const { deploymentId, segmentId } = place;
  const id = formatPredictionId({ deploymentId, segmentId, row: n });
  return { id, deploymentId, versionDigest: version, at, eventTime, score, isPositive, row };
}

function isRow(value: unknown): value is LoggedPrediction['row'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
