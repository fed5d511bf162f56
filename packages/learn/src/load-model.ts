/**
 * The small entry `@tend/learn/load-model`: a stored model answers rows wherever JavaScript runs. It needs no server, no native
 * module and nothing of Node or a browser.
 */
import type { Row, Schema } from '@tend/table';
import { decodeModel } from './model/decode-model.ts';
import type { Explained } from './model/model.ts';
import { openModel } from './model/open-model.ts';

/** A model ready to answer rows of the type that `generateRowType` gives for its inputs. */
export interface LoadedModel<R extends Row = Row> {
  /** The raw columns a row must have. */
  readonly inputs: Schema;
  /** Act where the probability is at least this. */
  readonly threshold: number;
  /** Probability of the positive. RangeError for an absent key, TypeError for a cell of another type; null is missing. */
  predict(row: R): number;
  /** Why, by source column, on the scale of log-odds. */
  explain(row: R): Explained;
}

/** The model in bytes that `encodeModel` made; MalformedModel for any others. */
export function loadModel<R extends Row = Row>(bytes: Uint8Array): LoadedModel<R> {
  const { manifest, weights } = decodeModel(bytes);
  const open = openModel(manifest, weights);
  return {
    inputs: open.inputs,
    threshold: manifest.threshold,
    predict: open.predictRow,
    explain: open.explainRow,
  };
}
