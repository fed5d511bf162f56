import type { FeatureMatrix } from '../estimator.ts';
import { InvalidData } from './invalid-data.ts';

/** Throws `InvalidData` naming the first NaN or infinite value of the given columns in rows [start, end). */
export function checkFinite(
  { features, rowCount, values }: FeatureMatrix,
  columns: Int32Array,
  start: number,
  end: number,
): void {
  for (const column of columns)
    for (let row = start; row < end; row++) {
      const value = values[column * rowCount + row] as number;
      if (!Number.isFinite(value))
        throw new InvalidData(
          `feature ${features[column]?.name}, row ${row}`,
          'a finite number (impute missing values first)',
          String(value),
        );
    }
}
