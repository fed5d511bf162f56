import type { LoggedPrediction, PredictionLog, Serving } from '@tend/lifecycle';
import { badCell, type ModelRow } from './model-row.ts';

export interface ScoredRow {
  readonly id: string;
  /** Probability of the positive. */
  readonly score: number;
  readonly isPositive: boolean;
}

/**
 * Scores rows and answers when they are durable in the prediction log: an answer that nobody could ask `why` about is never
 * given. TND-1009 for the first row that misfits (nothing is scored or logged then), TND-4002 on a full disk.
 */
export async function scoreRows(
  serving: Serving,
  predictions: PredictionLog,
  at: number,
  sent: readonly ModelRow[],
): Promise<readonly ScoredRow[]> {
  const rows = sent.map(serving.complete);
  for (const [index, row] of rows.entries()) {
    const [issue, ...others] = serving.check(row);
    // `came` of the issue may quote the cell; only its kind leaves the server.
    if (issue !== undefined) throw badCell(index, issue.column, issue.expected, row[issue.column], others.length);
  }
  const { deploymentId, versionDigest } = serving;
  const scored: Omit<LoggedPrediction, 'id'>[] = rows.map((row) => {
    const { score, isPositive, eventTime } = serving.score(row);
    return { deploymentId, versionDigest, at, eventTime, row, score, isPositive };
  });
  const ids = await predictions.append(deploymentId, scored);
  return scored.map(({ score, isPositive }, index) => {
    const id = ids[index];
    if (id === undefined) throw new Error('the prediction log acknowledged fewer rows than it was given');
    return { id, score, isPositive };
  });
}
