import type { ScoredRow } from '../scoring/score-rows.ts';

export const outputNames = ['score', 'positive', 'prediction_id'] as const;
export type OutputName = (typeof outputNames)[number];

interface Output {
  readonly datatype: 'FP64' | 'BOOL' | 'BYTES';
  readonly read: (row: ScoredRow) => number | boolean | string;
}

export const outputs: Readonly<Record<OutputName, Output>> = {
  score: { datatype: 'FP64', read: (row) => row.score },
  positive: { datatype: 'BOOL', read: (row) => row.isPositive },
  prediction_id: { datatype: 'BYTES', read: (row) => row.id },
};

export function isOutputName(name: unknown): name is OutputName {
  return typeof name === 'string' && Object.hasOwn(outputs, name);
}

/** The output tensors of scored rows, shape [n]. */
export function outputTensors(names: readonly OutputName[], scored: readonly ScoredRow[]): readonly object[] {
  return names.map((name) => {
    const { datatype, read } = outputs[name];
    return { name, datatype, shape: [scored.length], data: scored.map(read) };
  });
}
