import { type KeptSketch, mergeKeptSketches, sketchColumn } from '@tend/learn';
import type { Charter } from '@tend/protocol';
import type { Schema } from '@tend/table';
import type { LoggedPrediction } from '../ports.ts';
import type { LabelledPrediction, WindowRead } from './look.ts';
import { rowsAsSeen } from './rows-as-seen.ts';
import type { Window } from './windows.ts';

/** Reads one window of the log, a prediction after the other. */
export interface WindowReader {
  add(prediction: LoggedPrediction, outcome: number | undefined): void;
  read(): WindowRead;
}

/** So many predictions without an outcome are in memory at most, for each window. */
const chunkRows = 8192;

/** A reader that keeps sketches of these columns, merged as chunks of predictions arrive, and the predictions of known outcome. */
export function windowReader(window: Window, columns: Schema, charter: Charter): WindowReader {
  const labelled: LabelledPrediction[] = [];
  let pending: LoggedPrediction[] = [];
  let sketches: readonly KeptSketch[] | undefined;
  let predictions = 0;
  const flush = (): readonly KeptSketch[] => {
    const parts = rowsAsSeen(pending, columns, charter).columns.map((column): KeptSketch => sketchColumn(column));
    pending = [];
    sketches = sketches?.map((sketch, i) => mergeWith(sketch, parts[i])) ?? parts;
    return sketches;
  };
  return {
    add(prediction, outcome) {
      predictions++;
      pending.push(prediction);
      if (outcome !== undefined) labelled.push({ prediction, outcome: outcome === 1 ? 1 : 0 });
      if (pending.length === chunkRows) flush();
    },
    read: () => ({ window, predictions, labelled, sketches: flush() }),
  };
}

function mergeWith(sketch: KeptSketch, part: KeptSketch | undefined): KeptSketch {
  return part === undefined ? sketch : mergeKeptSketches(sketch, part);
}
