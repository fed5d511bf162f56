import { normalQuantile } from '../distributions/normal-quantile.ts';
import { log } from '../math/log.ts';
import type { AssociationEstimate } from './association-estimate.ts';
import type { ContingencyTable } from './contingency-table.ts';

/** Mutual information in nats; `normalised` is its share of the mean of both entropies, from 0 to 1. */
export interface MutualInformation extends AssociationEstimate {
  readonly normalised: number;
}

/**
 * Mutual information of a table in nats, less its bias upwards, (rows - 1)(columns - 1) / 2n (Miller 1955). The interval
 * is asymptotic: the delta method (Hutter 2002) plus the variance that it has without association, cut at 0.
 */
export function mutualInformation(table: ContingencyTable, confidence: number): MutualInformation {
  const { rows, columns, counts, rowTotals, columnTotals, total } = table;
  if (rows < 2 || columns < 2) return { value: 0, low: 0, high: 0, uncorrected: 0, normalised: 0 };
  let [sum, squares] = [0, 0];
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) {
      const count = counts[r * columns + c] as number;
      if (count === 0) continue;
      const surprise = log((count * total) / ((rowTotals[r] as number) * (columnTotals[c] as number)));
      sum += count * surprise;
      squares += count * surprise * surprise;
    }
  const plain = Math.max(0, sum / total);
  const degrees = (rows - 1) * (columns - 1);
  const entropies = [entropy(rowTotals, total), entropy(columnTotals, total)] as const;
  const most = Math.min(...entropies);
  const variance = Math.max(0, squares / total - plain * plain) / total + degrees / (2 * total * total);
  const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
  const centre = plain - degrees / (2 * total);
  const within = (value: number): number => Math.min(most, Math.max(0, value));
  const value = within(centre);
  return {
    value,
    low: within(centre - half),
    high: within(centre + half),
    uncorrected: plain,
    normalised: value / ((entropies[0] + entropies[1]) / 2),
  };
}

function entropy(totals: Float64Array, total: number): number {
  let sum = 0;
  for (const count of totals) sum -= (count / total) * log(count / total);
  return sum;
}
