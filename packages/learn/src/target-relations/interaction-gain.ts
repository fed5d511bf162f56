import { log, normalCdf, normalQuantile } from '@tend/kernels';
import type { Estimate } from '../metrics/estimate.ts';
import { additiveFit } from './additive-fit.ts';
import { foldCount } from './outcome.ts';
import { type PairCells, withoutFold } from './pair-cells.ts';

/** The weight of the additive fit in the value of a cell, in rows. */
const priorRows = 20;

/**
 * How much of the loss of an additive fit the cells themselves save on rows that neither has learnt from: five folds,
 * squared error of a number, minus log likelihood of a rate. The p-value is one-sided, of the gain over rows.
 */
export function interactionGain(
  cells: PairCells,
  isRate: boolean,
  confidence: number,
): Estimate & { readonly pValue: number } {
  const size = cells.rows * cells.columns;
  let n = 0;
  let gained = 0;
  let squares = 0;
  let lost = 0;
  for (let fold = 0; fold < foldCount; fold++) {
    const [counts, sums] = [withoutFold(cells.counts, fold), withoutFold(cells.sums, fold)];
    const added = additiveFit({ rows: cells.rows, columns: cells.columns, counts, sums }, isRate);
    for (let cell = 0; cell < size; cell++) {
      const at = fold * size + cell;
      const rows = cells.counts[at] ?? 0;
      if (rows === 0) continue;
      const alone = added[cell] ?? 0;
      const joint = ((sums[cell] ?? 0) + priorRows * alone) / ((counts[cell] ?? 0) + priorRows);
      const judged = isRate ? judgeRate : judgeNumber;
      const found = judged({ n: rows, sum: cells.sums[at] ?? 0, square: cells.squares[at] ?? 0 }, alone, joint);
      n += rows;
      gained += found.gain;
      squares += found.squares;
      lost += found.loss;
    }
  }
  if (!(lost > 0)) return { value: 0, low: 0, high: 0, pValue: 1 };
  const error = Math.sqrt(Math.max(0, squares - (gained * gained) / n));
  const half = normalQuantile(0.5 + confidence / 2) * error;
  return {
    value: gained / lost,
    low: (gained - half) / lost,
    high: (gained + half) / lost,
    pValue: error > 0 ? normalCdf(-gained / error) : 1,
  };
}

interface Cell {
  readonly n: number;
  readonly sum: number;
  readonly square: number;
}

interface Judged {
  readonly gain: number;
  readonly squares: number;
  readonly loss: number;
}

function judgeRate({ n, sum }: Cell, alone: number, joint: number): Judged {
  const [p, q] = [within(alone), within(joint)];
  const whenYes = log(q / p);
  const whenNo = log((1 - q) / (1 - p));
  return {
    gain: sum * whenYes + (n - sum) * whenNo,
    squares: sum * whenYes * whenYes + (n - sum) * whenNo * whenNo,
    loss: -(sum * log(p) + (n - sum) * log(1 - p)),
  };
}

/** A row gains (y - alone)^2 - (y - joint)^2 = apart * (2 y - alone - joint). */
function judgeNumber({ n, sum, square }: Cell, alone: number, joint: number): Judged {
  const [apart, both] = [joint - alone, joint + alone];
  return {
    gain: apart * (2 * sum - n * both),
    squares: apart * apart * (4 * square - 4 * both * sum + n * both * both),
    loss: square - 2 * alone * sum + n * alone * alone,
  };
}

function within(rate: number): number {
  return Math.min(1 - 1e-6, Math.max(1e-6, rate));
}
