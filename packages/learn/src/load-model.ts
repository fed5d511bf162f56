/**
 * The small entry `@tend/learn/load-model`: a stored model answers rows wherever JavaScript runs. It needs no server, no native
 * module and nothing of Node or a browser.
 */
import type { Row, Schema } from '@tend/table';
import type { Task } from './estimator.ts';
import { MalformedModel } from './malformed-model.ts';
import { decodeModel } from './model/decode-model.ts';
import type { Explained, ExplainedMargin } from './model/model.ts';
import { openModel } from './model/open-model.ts';

/** A model ready to answer rows of the type that `generateRowType` gives for its inputs; `task` tells which one it is. */
export type LoadedModel<R extends Row = Row> = LoadedBinary<R> | LoadedMulticlass<R> | LoadedNumber<R>;

export interface LoadedBinary<R extends Row = Row> {
  readonly task: 'binary';
  /** The raw columns a row must have. */
  readonly inputs: Schema;
  /** Act where the probability is at least this. */
  readonly threshold: number;
  /** What a positive is. */
  readonly positive: string;
  /** RangeError for an absent key, TypeError for a cell of another type; null is missing. */
  predict(row: R): BinaryAnswer;
  /** Why, by source column, on the scale of log-odds. */
  explain(row: R): Explained;
}

export interface BinaryAnswer {
  readonly probability: number;
  /** Whether the probability is at least the model's threshold. */
  readonly isPositive: boolean;
}

export interface LoadedMulticlass<R extends Row = Row> {
  readonly task: 'multiclass';
  readonly inputs: Schema;
  readonly classes: readonly string[];
  /** See `LoadedBinary.predict`. */
  predict(row: R): ClassAnswer;
  /** Why, by source column, on the margin of a class: the likeliest one where none is named; RangeError for an unknown one. */
  explain(row: R, label?: string): ExplainedMargin;
}

export interface ClassAnswer {
  /** The likeliest class; the first of equals. */
  readonly label: string;
  /** The probability of each class by its name. */
  readonly probabilities: Readonly<Record<string, number>>;
}

export interface LoadedNumber<R extends Row = Row> {
  readonly task: 'regression' | 'ranking';
  readonly inputs: Schema;
  /** The number, or a score that is larger for what comes first; see `LoadedBinary.predict`. */
  predict(row: R): number;
  /** Why, by source column, on the scale that the estimator adds on. */
  explain(row: R): ExplainedMargin;
}

/** The model in bytes that `encodeModel` made; MalformedModel for any others, and for one of another task than is asked for. */
export function loadModel<R extends Row = Row>(bytes: Uint8Array): LoadedModel<R>;
export function loadModel<R extends Row = Row>(bytes: Uint8Array, task: 'binary'): LoadedBinary<R>;
export function loadModel<R extends Row = Row>(bytes: Uint8Array, task: 'multiclass'): LoadedMulticlass<R>;
export function loadModel<R extends Row = Row>(bytes: Uint8Array, task: 'regression' | 'ranking'): LoadedNumber<R>;
export function loadModel(bytes: Uint8Array, expected?: Task): LoadedModel {
  const { manifest, weights } = decodeModel(bytes);
  const { task, inputs, predictRow, explainRow } = openModel(manifest, weights);
  if (expected !== undefined && task !== expected)
    throw new MalformedModel('model', `one of ${expected}`, `one of ${task}`);
  if ('threshold' in manifest) {
    const { threshold, positive } = manifest;
    const probabilityOf = (row: Row): number => predictRow(row)[0] as number;
    return {
      task: 'binary',
      inputs,
      threshold,
      positive,
      predict(row: Row) {
        const probability = probabilityOf(row);
        return { probability, isPositive: probability >= threshold };
      },
      explain: (row: Row) => ({ ...explainRow(row), probability: probabilityOf(row) }),
    };
  }
  if ('classes' in manifest) {
    const { classes } = manifest;
    return {
      task: 'multiclass',
      inputs,
      classes,
      predict(row: Row) {
        const shares = predictRow(row);
        const probabilities = Object.fromEntries(classes.map((name, place) => [name, shares[place] as number]));
        return { label: classes[largestOf(shares)] as string, probabilities };
      },
      explain(row: Row, label?: string) {
        const output = label === undefined ? largestOf(predictRow(row)) : classes.indexOf(label);
        if (output < 0) throw new RangeError(`expected one of ${classes.join(', ')}, came ${label}`);
        return explainRow(row, output);
      },
    };
  }
  return {
    task: task === 'ranking' ? 'ranking' : 'regression',
    inputs,
    predict: (row: Row) => predictRow(row)[0] as number,
    explain: (row: Row) => explainRow(row),
  };
}

/** The place of the largest; the first of equals. */
function largestOf(values: Float64Array): number {
  let best = 0;
  for (const [place, value] of values.entries()) if (value > (values[best] as number)) best = place;
  return best;
}
