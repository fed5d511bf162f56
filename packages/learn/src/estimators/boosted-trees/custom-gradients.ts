import type { CustomObjective, Targets } from '../../estimator.ts';
import { InvalidData } from '../invalid-data.ts';
import type { ObjectiveRows } from './objectives/objective.ts';

/**
 * Writes what a custom objective gives at the current margins, times the weights, relative to the largest: those become the
 * units (`setUnits`). `InvalidData` for anything but finite gradients and hessians from 0.
 */
export function customGradients(
  objective: CustomObjective,
  data: Targets,
  setUnits: (gradientUnit: number, hessianUnit: number) => void,
): (rows: ObjectiveRows) => void {
  return ({ rowCount, weights, margins, gradients, hessians }) => {
    const outputs = margins.length / rowCount;
    const rowMajor = new Float64Array(margins.length);
    for (let output = 0; output < outputs; output++)
      for (let row = 0; row < rowCount; row++)
        rowMajor[row * outputs + output] = margins[output * rowCount + row] as number;
    const given = objective.gradients(rowMajor, data);
    const units = [
      largestOf('gradients', given.gradients, margins.length, Number.NEGATIVE_INFINITY),
      largestOf('hessians', given.hessians, margins.length, 0),
    ] as const;
    setUnits(...units);
    for (const [plane, values, unit] of [
      [gradients, given.gradients, units[0]],
      [hessians, given.hessians, units[1]],
    ] as const)
      for (let output = 0; output < outputs; output++)
        for (let row = 0; row < rowCount; row++)
          plane[output * rowCount + row] =
            (weights[row] as number) * ((values[row * outputs + output] as number) / unit);
  };
}

/** The largest size of the values; 1 where all are 0. */
function largestOf(what: string, values: Float64Array, length: number, least: number): number {
  if (values.length !== length)
    throw new InvalidData(`${what} of the custom objective`, `${length} numbers`, String(values.length));
  let largest = 0;
  for (const value of values) {
    if (!(value >= least && Math.abs(value) < Number.POSITIVE_INFINITY))
      throw new InvalidData(
        `${what} of the custom objective`,
        least === 0 ? 'finite numbers from 0' : 'finite numbers',
        String(value),
      );
    largest = Math.max(largest, Math.abs(value));
  }
  return largest || 1;
}
