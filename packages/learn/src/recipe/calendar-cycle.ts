/**
 * Sines and cosines written out, because Math.sin differs between platforms. Twelve months and 24 hours are points
 * of the same circle: multiples of 15 degrees.
 */
const sines: readonly number[] = [0, 0.25881904510252074, 0.5, Math.SQRT1_2, 0.8660254037844386, 0.9659258262890683, 1];

/** Sine of `step` times 15 degrees, for any whole number. */
export function sineOfStep(step: number): number {
  const turn = ((step % 24) + 24) % 24;
  const half = turn % 12;
  const value = sines[half <= 6 ? half : 12 - half] ?? Number.NaN;
  return turn >= 12 ? 0 - value : value;
}

/** Cosine of `step` times 15 degrees, for any whole number. */
export function cosineOfStep(step: number): number {
  return sineOfStep(step + 6);
}

/** 0 = Monday to 6 = Sunday, of days since 1970-01-01 (a Thursday). */
export function weekdayOf(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

export const weekdayNames: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
