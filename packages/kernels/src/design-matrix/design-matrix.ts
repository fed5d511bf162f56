import { addresses, designMemory } from './design-memory.ts';
import { panelRows } from './panels.ts';
import { sparseColumns } from './sparse-columns.ts';

/**
 * Columns of a column-major float32 matrix, multiplied a block of rows at a time: a block stays in the second-level cache
 * between its two readings, for margins and for their derivatives. Blocks depend on the shape alone, so sums do too.
 */
export interface DesignMatrix {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly outputs: number;
  readonly blockCount: number;
  /** The rows of a block with the margins shifts[output] + sum of coefficients[output * columnCount + f] * column f. */
  block(index: number, coefficients: Float64Array, shifts: Float64Array): DesignBlock;
}

/** Rows [start, start + count) of a matrix, valid until the next block is asked for. */
export interface DesignBlock {
  readonly start: number;
  readonly count: number;
  /** One array of `count` an output, to be changed in place. */
  readonly margins: readonly Float64Array[];
  /**
   * Puts the derivatives of the weighted log-loss of 0/1 labels in place of the margins, and gives the sum of the losses.
   * Arrays are of all rows of the matrix; `curvature` receives the second derivatives.
   */
  logistic(labels: Float64Array, weights: Float64Array, curvature?: Float64Array): number;
  /** As `logistic`, of class indices under the softmax of the margins; shares[output * rowCount + row] receives probabilities. */
  softmax(labels: Float64Array, weights: Float64Array, shares?: Float64Array): number;
  /** sums[output * columnCount + f] += sum over the block of margins[output] * column f. */
  project(sums: Float64Array): void;
}

/** Bytes of a block that leave room for what else a pass touches in a second-level cache. */
const blockBytes = 2 ** 18;
const [fewestRows, mostRows] = [64, 1024];
/** Copies of blocks that are kept: the matrix is read a dozen times, and copied anew each time beyond this. */
const keptBytes = 2 ** 28;

/**
 * The design matrix of the columns at `columns` in `values` (values[column * rowCount + row]) with `outputs` margins a row.
 * Of columns that are mostly 0 only the other values are kept and walked.
 */
export function designMatrix(
  values: Float32Array,
  rowCount: number,
  columns: Int32Array,
  outputs: number,
): DesignMatrix {
  const columnCount = columns.length;
  let blockRows = mostRows;
  while (blockRows > fewestRows && blockRows * columnCount * 4 > blockBytes) blockRows /= 2;
  while (blockRows > fewestRows && blockRows >= 2 * rowCount) blockRows /= 2;
  const blockCount = Math.ceil(rowCount / blockRows);
  const { dense, sparse, entries } = sparseColumns(values, rowCount, columns, blockRows);

  const panelBytes = dense.length * panelRows * 4;
  const slotBytes = (blockRows / panelRows) * panelBytes;
  const slots = Math.max(1, Math.min(blockCount, Math.floor(keptBytes / Math.max(1, slotBytes))));
  const rowBytes = blockRows * 8;
  const sumBytes = columnCount * 8;
  const { take, sizeBytes } = addresses();
  const at = {
    coefficients: take(outputs * sumBytes),
    sums: take(outputs * sumBytes),
    margins: take(outputs * rowBytes),
    shares: take(outputs * rowBytes),
    labels: take(rowBytes),
    weights: take(rowBytes),
    starts: take(entries.starts.length * 4),
    rows: take(entries.rows.length * 2),
    values: take(entries.values.length * 4),
    lanes: take(outputs * dense.length * 16),
    column: take(blockRows * 4),
    stage: take(slots * slotBytes),
  };
  const { buffer, kernels } = designMemory(sizeBytes());
  new Uint32Array(buffer, at.starts, entries.starts.length).set(entries.starts);
  new Uint16Array(buffer, at.rows, entries.rows.length).set(entries.rows);
  new Float32Array(buffer, at.values, entries.values.length).set(entries.values);
  const columnIn = new Float32Array(buffer, at.column, blockRows);
  const doublesAt = (address: number, length: number): Float64Array => new Float64Array(buffer, address, length);
  const coefficientsIn = doublesAt(at.coefficients, outputs * columnCount);
  const sumsIn = doublesAt(at.sums, outputs * columnCount);
  const labelsIn = doublesAt(at.labels, blockRows);
  const weightsIn = doublesAt(at.weights, blockRows);
  const sharesIn = Array.from({ length: outputs }, (_, k) => doublesAt(at.shares + k * rowBytes, blockRows));
  const marginsIn = Array.from({ length: outputs }, (_, k) => doublesAt(at.margins + k * rowBytes, blockRows));
  // In memory the dense columns stand before the sparse ones.
  const order = Int32Array.of(...dense, ...sparse);
  const held = new Int32Array(slots).fill(-1);

  /** The address of the dense columns of a block, copied there unless they still stand there. */
  const staged = (index: number, start: number, count: number): number => {
    const slot = Math.min(index, slots - 1);
    const address = at.stage + slot * slotBytes;
    if (held[slot] === index) return address;
    held[slot] = index;
    columnIn.fill(0, count);
    for (const [k, f] of dense.entries()) {
      const from = (columns[f] as number) * rowCount + start;
      columnIn.set(values.subarray(from, from + count));
      kernels.stageColumn(at.column, blockRows, address + k * panelRows * 4, panelBytes);
    }
    return address;
  };
  const put = (target: Float64Array, source: Float64Array, start: number, count: number): void => {
    target.set(source.subarray(start, start + count));
    target.fill(0, count);
  };

  return {
    rowCount,
    columnCount,
    outputs,
    blockCount,
    block(index, coefficients, shifts) {
      const start = index * blockRows;
      const count = Math.min(blockRows, rowCount - start);
      const padded = Math.ceil(count / 16) * 16;
      const address = staged(index, start, count);
      const starts = at.starts + index * (sparse.length + 1) * 4;
      const sparseAt = dense.length * 8;
      for (let k = 0; k < outputs; k++) {
        for (let i = 0; i < columnCount; i++)
          coefficientsIn[k * columnCount + i] = coefficients[k * columnCount + (order[i] as number)] as number;
        (marginsIn[k] as Float64Array).fill(shifts[k] as number, 0, padded);
      }
      kernels.addColumns(address, dense.length, padded, at.coefficients, sumBytes, outputs, at.margins, rowBytes);
      kernels.addEntries(
        starts,
        sparse.length,
        at.rows,
        at.values,
        at.coefficients + sparseAt,
        sumBytes,
        outputs,
        at.margins,
        rowBytes,
      );
      return {
        start,
        count,
        margins: marginsIn.map((own) => own.subarray(0, count)),
        logistic(labels, weights, curvature) {
          put(labelsIn, labels, start, count);
          put(weightsIn, weights, start, count);
          const loss = kernels.logisticRows(at.margins, at.labels, at.weights, at.shares, padded);
          curvature?.set((sharesIn[0] as Float64Array).subarray(0, count), start);
          return loss;
        },
        softmax(labels, weights, shares) {
          put(labelsIn, labels, start, count);
          put(weightsIn, weights, start, count);
          const loss = kernels.softmaxRows(at.margins, rowBytes, outputs, at.labels, at.weights, at.shares, padded);
          if (shares !== undefined)
            for (const [k, own] of sharesIn.entries()) shares.set(own.subarray(0, count), k * rowCount + start);
          return loss;
        },
        project(sums) {
          // Rows past the last one have margins too.
          for (const own of marginsIn) own.fill(0, count, padded);
          sumsIn.fill(0);
          kernels.dotColumns(address, dense.length, padded, at.margins, rowBytes, outputs, at.sums, sumBytes, at.lanes);
          kernels.dotEntries(
            starts,
            sparse.length,
            at.rows,
            at.values,
            at.margins,
            rowBytes,
            outputs,
            at.sums + sparseAt,
            sumBytes,
          );
          for (let k = 0; k < outputs; k++)
            for (let i = 0; i < columnCount; i++)
              (sums[k * columnCount + (order[i] as number)] as number) += sumsIn[k * columnCount + i] as number;
        },
      };
    },
  };
}
