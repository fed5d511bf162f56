import { mean } from '@tend/kernels';
import { largestSize } from './in-units.ts';

/** The mean and the standard deviation (of a population) of some numbers, in units of the largest of them. */
export interface StandardUnits {
  /** The largest absolute value; 1 where all are 0. */
  readonly unit: number;
  readonly centre: number;
  /** Exactly 0 where all are alike. */
  readonly spread: number;
}

/** In units of the largest value the squares of extreme numbers stay finite, and those of the smallest do not vanish. */
export function standardUnits(values: Float64Array): StandardUnits {
  const unit = largestSize(values);
  const scaled = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) scaled[i] = (values[i] as number) / unit;
  const centre = mean(scaled);
  for (let i = 0; i < scaled.length; i++) {
    const difference = (scaled[i] as number) - centre;
    scaled[i] = difference * difference;
  }
  return { unit, centre, spread: Math.sqrt(mean(scaled)) };
}
