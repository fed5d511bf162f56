import { InvalidData } from './invalid-data.ts';

/** Throws `InvalidData` unless `output` is one of the `outputs` numbers that a model gives a row. */
export function checkOutput(outputs: number, output: number): void {
  if (!Number.isInteger(output) || output < 0 || output >= outputs)
    throw new InvalidData('output', `an output from 0 to ${outputs - 1}`, String(output));
}
