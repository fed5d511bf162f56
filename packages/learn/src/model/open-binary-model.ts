import type { Row } from '@tend/table';
import { MalformedModel } from '../malformed-model.ts';
import type { RunContext } from '../recipe/runner.ts';
import type { BinaryManifest, Explained, ModelManifest } from './model.ts';
import { type OpenModel, openModel } from './open-model.ts';

/** A model of yes or no, ready to answer: its one output is the probability of the positive. */
export interface BinaryModel extends Pick<OpenModel, 'inputs' | 'predictTable'> {
  readonly manifest: BinaryManifest;
  /** The probability of the positive; see `OpenModel.predictRow`. */
  predictRow(row: Row): number;
  explainRow(row: Row): Explained;
}

/** Opens a stored model of yes or no; MalformedModel for one of another task, whose answers are no probability. */
export function openBinaryModel(manifest: ModelManifest, weights: Uint8Array, context: RunContext = {}): BinaryModel {
  const open = openModel(manifest, weights, context);
  const { manifest: checked, inputs, predictTable } = open;
  if (!('threshold' in checked)) throw new MalformedModel('model', 'one of yes or no (binary)', `one of ${open.task}`);
  const predictRow = (row: Row): number => open.predictRow(row)[0] as number;
  return {
    manifest: checked,
    inputs,
    predictTable,
    predictRow,
    explainRow: (row) => ({ ...open.explainRow(row), probability: predictRow(row) }),
  };
}
