import type { ResampleStatistic } from '../resample.ts';

/** Share of right decisions, on resamples. */
export function accuracyOf(y: Float64Array, decided: Int32Array, classCount: number): ResampleStatistic {
  return ofTable(y, decided, classCount, ({ hits }, n) => sum(hits) / n);
}

/** Mean over the classes that came of the share decided right, on resamples. */
export function balancedAccuracyOf(y: Float64Array, decided: Int32Array, classCount: number): ResampleStatistic {
  return ofTable(y, decided, classCount, ({ hits, came }) => {
    const recalls = hits.flatMap((hit, k) => ((came[k] as number) > 0 ? [hit / (came[k] as number)] : []));
    return sum(recalls) / recalls.length;
  });
}

/** Mean F1 over the classes that came or were decided for, on resamples (0 for one never hit). */
export function macroF1Of(y: Float64Array, decided: Int32Array, classCount: number): ResampleStatistic {
  return ofTable(y, decided, classCount, ({ hits, came, chosen }) => {
    const scores = hits.flatMap((hit, k) => {
      const seen = (came[k] as number) + (chosen[k] as number);
      return seen > 0 ? [(2 * hit) / seen] : [];
    });
    return sum(scores) / scores.length;
  });
}

/** Agreement beyond what independent decisions would have, on resamples; NaN where both have one class only. Cohen 1960. */
export function cohenKappaOf(y: Float64Array, decided: Int32Array, classCount: number): ResampleStatistic {
  return ofTable(y, decided, classCount, ({ hits, came, chosen }, n) => {
    const byChance = sum(came.map((count, k) => count * ((chosen[k] as number) / n)));
    return byChance < n ? (sum(hits) - byChance) / (n - byChance) : Number.NaN;
  });
}

interface Margins {
  readonly hits: readonly number[];
  readonly came: readonly number[];
  readonly chosen: readonly number[];
}

function ofTable(
  y: Float64Array,
  decided: Int32Array,
  classCount: number,
  statistic: (margins: Margins, n: number) => number,
): ResampleStatistic {
  // How often each class came (row) and was decided for (column).
  const table = new Float64Array(classCount * classCount);
  const classes = Array.from({ length: classCount }, (_, k) => k);
  return (counts) => {
    table.fill(0);
    let n = 0;
    for (let i = 0; i < y.length; i++) {
      const count = counts[i] as number;
      (table[(y[i] as number) * classCount + (decided[i] as number)] as number) += count;
      n += count;
    }
    const at = (came: number, chosen: number): number => table[came * classCount + chosen] as number;
    return statistic(
      {
        hits: classes.map((k) => at(k, k)),
        came: classes.map((k) => sum(classes.map((other) => at(k, other)))),
        chosen: classes.map((k) => sum(classes.map((other) => at(other, k)))),
      },
      n,
    );
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
