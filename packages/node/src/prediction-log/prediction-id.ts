import { randomInt } from 'node:crypto';

/** Where a prediction stands: the id alone says it, so that finding one needs no index. Rows count from 1. */
export interface PredictionPlace {
  readonly deploymentId: string;
  readonly segmentId: string;
  readonly row: number;
}

/** Without 0, 1, i, l, o and u: nothing that is misheard or misread for another. */
const sayable = '23456789abcdefghjkmnpqrstvwxyz';
const deploymentPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
export const segmentPattern: RegExp = /^[2-9a-hjkmnp-tv-z]{4,8}$/;
const predictionPattern = /^([a-z0-9-]{1,64})-([2-9a-hjkmnp-tv-z]{4,8})-(\d{6,12})$/;

/** Such as `d3f9-7k2m-000042`. */
export function formatPredictionId(place: PredictionPlace): string {
  return `${place.deploymentId}-${place.segmentId}-${String(place.row).padStart(6, '0')}`;
}

/** Undefined for everything but the exact form: an id never reaches the file system as a path of its own making. */
export function parsePredictionId(id: string): PredictionPlace | undefined {
  const match = predictionPattern.exec(id);
  if (match === null) return undefined;
  const place = { deploymentId: match[1] ?? '', segmentId: match[2] ?? '', row: Number(match[3]) };
  if (!isDeploymentId(place.deploymentId) || place.row < 1 || formatPredictionId(place) !== id) return undefined;
  return place;
}

/** Lower-case letters, digits and inner hyphens, at most 64: what may name a folder. */
export function isDeploymentId(text: string): boolean {
  return deploymentPattern.test(text);
}

export function randomSegmentId(length: number): string {
  let id = '';
  while (id.length < length) id += sayable[randomInt(sayable.length)];
  return id;
}
