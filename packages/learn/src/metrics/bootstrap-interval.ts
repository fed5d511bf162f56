import { quantile, randomStream, sortedPresent } from '@tend/kernels';

export interface BootstrapPlan {
  readonly rowCount: number;
  readonly repetitions: number;
  /** Of the two-sided interval, e.g. 0.95. */
  readonly confidence: number;
  readonly seed: number;
  /** A stratum a row, such as its outcome: each resample then has as many rows of every stratum as the data. */
  readonly strata?: ArrayLike<number>;
}

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
  /** Resamples on which the statistic was NaN; the interval is that of the others. */
  readonly undefinedCount: number;
}

/**
 * Percentile interval of a statistic over resamples of the rows with replacement (Efron 1979). `statistic` gets the
 * drawn rows in an array that is used again for the next resample; NaN bounds where it is never defined.
 */
export function bootstrapInterval(plan: BootstrapPlan, statistic: (rows: Int32Array) => number): BootstrapInterval {
  const { rowCount, repetitions, confidence } = plan;
  const random = randomStream(plan.seed);
  const strata = rowsByStratum(rowCount, plan.strata);
  const drawn = new Int32Array(rowCount);
  const values = new Float64Array(repetitions);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    let i = 0;
    for (const rows of strata) {
      for (let k = 0; k < rows.length; k++) drawn[i++] = rows[random.integer(rows.length)] as number;
    }
    values[repetition] = statistic(drawn);
  }
  const defined = sortedPresent(values);
  return {
    low: quantile(defined, (1 - confidence) / 2),
    high: quantile(defined, (1 + confidence) / 2),
    undefinedCount: repetitions - defined.length,
  };
}

function rowsByStratum(rowCount: number, strata: ArrayLike<number> | undefined): readonly Int32Array[] {
  if (strata === undefined) return [Int32Array.from({ length: rowCount }, (_, row) => row)];
  const byStratum = new Map<number, number[]>();
  for (let row = 0; row < rowCount; row++) {
    const stratum = strata[row] as number;
    const rows = byStratum.get(stratum);
    if (rows === undefined) byStratum.set(stratum, [row]);
    else rows.push(row);
  }
  return [...byStratum.values()].map((rows) => Int32Array.from(rows));
}
