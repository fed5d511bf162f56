import type { Spill } from './spill.ts';

/** The numbers of one column, kept as narrowly as they allow: NaN and negative codes are missing. */
export interface ColumnPieces {
  readonly rowCount: number;
  /** Appends values that are integers from -`reach` to `reach`, or any numbers where it is infinite; NaN is missing. */
  appendNumbers(values: Float64Array, reach: number): void;
  /** Appends codes below `codeCount`; -1 is missing. */
  appendCodes(codes: Int32Array, codeCount: number): void;
  /** Drops the rows after the first `rowCount`, which the last `append` must have brought. */
  truncate(rowCount: number): void;
  /** All values, NaN for missing. */
  numbers(): Float64Array<ArrayBuffer>;
  /** All codes, -1 for missing. */
  codes(): Int32Array<ArrayBuffer>;
}

type Width = 1 | 2 | 4 | 8;
type Narrow = Int8Array<ArrayBuffer> | Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Rows of one width; widths only grow, so that a column has at most four runs. */
interface Run {
  readonly width: Width;
  readonly start: number;
  rows: number;
}

export function columnPieces(spill: Spill): ColumnPieces {
  const spool = spill.spool();
  const runs: Run[] = [];
  let rowCount = 0;
  /** Calls `write` with places for all rows, one part after the other; `from` is the first row of a part. */
  const append = (width: Width, rows: number, write: (target: Narrow, from: number, missing: number) => void): void => {
    let run = runs.at(-1);
    if (run === undefined || run.width < width) {
      spool.align();
      run = { width, start: spool.length, rows: 0 };
      runs.push(run);
    }
    for (let from = 0; from < rows; ) {
      const room = spool.room((rows - from) * run.width);
      const target = narrow(room.buffer as ArrayBuffer, run.width, room.byteOffset, room.length / run.width);
      write(target, from, missingOf(run.width));
      from += target.length;
    }
    run.rows += rows;
    rowCount += rows;
  };
  return {
    get rowCount() {
      return rowCount;
    },
    appendNumbers(values, reach) {
      append(widthFor(reach), values.length, (target, from, missing) => {
        if (target instanceof Float64Array) target.set(values.subarray(from, from + target.length));
        else
          for (let i = 0; i < target.length; i++) {
            const value = values[from + i] as number;
            target[i] = Number.isNaN(value) ? missing : value;
          }
      });
    },
    appendCodes(codes, codeCount) {
      append(widthFor(codeCount), codes.length, (target, from, missing) => {
        if (target instanceof Int32Array) target.set(codes.subarray(from, from + target.length));
        else
          for (let i = 0; i < target.length; i++) {
            const code = codes[from + i] as number;
            target[i] = code < 0 ? missing : code;
          }
      });
    },
    truncate(wanted) {
      for (let run = runs.at(-1); run !== undefined && rowCount > wanted; run = runs.at(-1)) {
        const cut = Math.min(run.rows, rowCount - wanted);
        run.rows -= cut;
        rowCount -= cut;
        spool.truncate(run.start + run.rows * run.width);
        if (run.rows > 0) break;
        runs.pop();
      }
    },
    numbers() {
      const result = new Float64Array(rowCount);
      let row = 0;
      for (const { width, start, rows } of runs) {
        const source = narrow(spool.read(start, rows * width).buffer as ArrayBuffer, width);
        const missing = missingOf(width);
        if (source instanceof Float64Array) result.set(source, row);
        else
          for (let i = 0; i < rows; i++) {
            const value = source[i] as number;
            result[row + i] = value === missing ? Number.NaN : value;
          }
        row += rows;
      }
      return result;
    },
    codes() {
      const result = new Int32Array(rowCount);
      let row = 0;
      for (const { width, start, rows } of runs) {
        const source = narrow(spool.read(start, rows * width).buffer as ArrayBuffer, width);
        for (let i = 0; i < rows; i++) result[row + i] = Math.max(-1, source[i] as number);
        row += rows;
      }
      return result;
    },
  };
}

function narrow(buffer: ArrayBuffer, width: Width, offset = 0, length = buffer.byteLength / width): Narrow {
  if (width === 1) return new Int8Array(buffer, offset, length);
  if (width === 2) return new Int16Array(buffer, offset, length);
  return width === 4 ? new Int32Array(buffer, offset, length) : new Float64Array(buffer, offset, length);
}

/** The lowest integer of a width stands for a missing value. */
function missingOf(width: Width): number {
  return width === 8 ? Number.NaN : -(2 ** (8 * width - 1));
}

function widthFor(reach: number): Width {
  if (reach < 2 ** 7) return 1;
  if (reach < 2 ** 15) return 2;
  return reach < 2 ** 31 ? 4 : 8;
}
