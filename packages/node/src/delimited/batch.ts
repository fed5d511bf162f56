import type { DelimitedMemory } from '@tend/kernels';

/** Whole records in the memory of the kernels, all with one entry for each field and one more. */
export interface Batch {
  readonly text: number;
  /** Address of the entry of the first record's first field. */
  readonly fields: number;
  /** Entries a record. */
  readonly stride: number;
  readonly rowCount: number;
  /** The line in which an offset of the text lies. */
  readonly lineAt: (offset: number) => number;
}

/** A cell that is not of its column's kind; rows count from 0 in its batch. */
export interface Misfit {
  readonly row: number;
  readonly text: string;
}

/** Where the kernels put what they read of one column and batch. */
export interface Scratch {
  readonly values: number;
  readonly leftovers: number;
  readonly quote: number;
}

/** The offset in the text at which a field of a record starts. */
export function fieldOffset({ words }: DelimitedMemory, batch: Batch, row: number, field: number): number {
  return (words[(batch.fields >>> 2) + row * batch.stride + field] as number) & 0x3fff_ffff;
}

/** The bytes of a cell without its quotes, decoded; doubled quotes inside become one. */
export function cellText(
  { bytes, words }: DelimitedMemory,
  batch: Batch,
  field: number,
  row: number,
  quote: number,
): string {
  const at = (batch.fields >>> 2) + row * batch.stride + field;
  const [entry, next] = [words[at] as number, words[at + 1] as number];
  const isQuoted = entry >>> 31;
  const start = batch.text + (entry & 0x3fff_ffff) + isQuoted;
  const end = batch.text + (next & 0x3fff_ffff) - 1 - isQuoted;
  const text = Buffer.from(bytes.buffer, start, end - start).toString('utf8');
  if ((entry & 0x4000_0000) === 0) return text;
  const mark = String.fromCharCode(quote);
  return text.replaceAll(mark + mark, mark);
}

/** The offsets in the text at which a record starts and ends, its line end not counted. */
export function recordSpan(
  { words }: DelimitedMemory,
  batch: Batch,
  row: number,
): readonly [start: number, end: number] {
  const first = (batch.fields >>> 2) + row * batch.stride;
  return [(words[first] as number) & 0x3fff_ffff, ((words[first + batch.stride - 1] as number) & 0x3fff_ffff) - 1];
}

/** The batch without these rows, which ascend; entries move up in place. */
export function withoutRows({ words }: DelimitedMemory, batch: Batch, rows: readonly number[]): Batch {
  const start = batch.fields >>> 2;
  let kept = 0;
  let next = 0;
  for (let row = 0; row < batch.rowCount; row++) {
    if (rows[next] === row) {
      next++;
      continue;
    }
    if (kept < row)
      words.copyWithin(start + kept * batch.stride, start + row * batch.stride, start + (row + 1) * batch.stride);
    kept++;
  }
  return { ...batch, rowCount: kept };
}
