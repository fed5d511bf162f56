import { encodedKinds } from '@tend/table';
import { type KeptSketches, sketchMagic } from './encode-sketches.ts';
import type { KeptSketch } from './kept-sketch.ts';
import { readKeptTexts } from './read-kept-texts.ts';
import { readNumberSketch } from './read-number-sketch.ts';
import { type SketchReader, sketchReader } from './sketch-reader.ts';

/** The sketches of the bytes that `encodeSketches` wrote. MalformedSketch for bytes that it does not write. */
export function decodeSketches(bytes: Uint8Array): KeptSketches {
  const from = sketchReader(bytes);
  for (const expected of sketchMagic) {
    const came = from.u8();
    if (came !== expected) from.refuse('the beginning TENDSKT and version 1', `byte ${came} where ${expected} stands`);
  }
  const tableRows = from.u32();
  const rows = rowsOf(from, tableRows);
  const columns = Array.from({ length: from.count(6) }, () => readColumn(from, rows.length));
  if (new Set(columns.map(({ column }) => column)).size < columns.length) from.refuse('names that differ', 'one twice');
  from.finish();
  return { tableRows, rows, columns };
}

function rowsOf(from: SketchReader, tableRows: number): Int32Array {
  const bits = from.bytes(Math.ceil(tableRows / 8));
  const rows: number[] = [];
  for (let row = 0; row < 8 * bits.length; row++) if (((bits[row >>> 3] as number) >> (row & 7)) & 1) rows.push(row);
  if ((rows.at(-1) ?? -1) >= tableRows) from.refuse(`rows below ${tableRows}`, String(rows.at(-1)));
  return Int32Array.from(rows);
}

function readColumn(from: SketchReader, rowCount: number): KeptSketch {
  const place = from.u8();
  const kind = encodedKinds[place] ?? from.refuse('the place of a kind', String(place));
  const column = from.text();
  const sketch: KeptSketch =
    kind === 'text' ? { kind, column, texts: readKeptTexts(from) } : { kind, column, numbers: readNumberSketch(from) };
  const { n } = sketch.kind === 'text' ? sketch.texts : sketch.numbers;
  if (n !== rowCount) from.refuse(`a column of ${rowCount} rows`, `"${column}" of ${n}`);
  return sketch;
}
