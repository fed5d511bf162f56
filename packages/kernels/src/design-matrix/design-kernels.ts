import { addColumns } from './add-columns.ts';
import { dotColumns } from './dot-columns.ts';
import { addEntries, dotEntries, type Entries } from './entries.ts';
import { addGram, centreColumns } from './gram.ts';
import { logisticRows } from './logistic-rows.ts';
import { panelRows, stageColumn } from './panels.ts';
import { softmaxRows } from './softmax-rows.ts';

/**
 * The hot loops of linear models over one buffer; addresses and strides are bytes. Values of columns are float32, all other
 * numbers float64. Row counts are multiples of 16: rows past the last hold 0 and have the weight 0. packages/kernels/assembly/design-matrix exports the same functions, which give the same bits.
 */
export interface DesignKernels {
  /** Copies a column into panels of 16 rows, `panelBytes` from one to the next: see panels.ts. */
  stageColumn(source: number, rowCount: number, panels: number, panelBytes: number): void;
  /** margins[output][row] += sum over columns, in order, of coefficients[output][column] * value. */
  addColumns(
    panels: number,
    columnCount: number,
    rowCount: number,
    coefficients: number,
    coefficientStride: number,
    outputs: number,
    margins: number,
    marginStride: number,
  ): void;
  /** sums[output][column] += sum over rows of rows[output][row] * value; `lanes` is scratch of 16 bytes a column and output. */
  dotColumns(
    panels: number,
    columnCount: number,
    rowCount: number,
    rows: number,
    rowStride: number,
    outputs: number,
    sums: number,
    sumStride: number,
    lanes: number,
  ): void;
  /** As `addColumns`, of columns whose values other than 0 are values[starts[column]...starts[column + 1]) in the rows `rows` (u16). */
  addEntries(
    starts: number,
    columnCount: number,
    rows: number,
    values: number,
    coefficients: number,
    coefficientStride: number,
    outputs: number,
    margins: number,
    marginStride: number,
  ): void;
  /** As `dotColumns`, of such columns. */
  dotEntries(
    starts: number,
    columnCount: number,
    rows: number,
    values: number,
    weights: number,
    weightStride: number,
    outputs: number,
    sums: number,
    sumStride: number,
  ): void;
  /** target[column][row] = roots[row] * (value - means[column]), `rowCount` rows a column. */
  centreColumns(
    columns: number,
    stride: number,
    columnCount: number,
    rowCount: number,
    means: number,
    roots: number,
    target: number,
  ): void;
  /** gram[i][j] += sum over rows of centred[i][row] * centred[j][row], at least for j <= i. */
  addGram(centred: number, columnCount: number, rowCount: number, gram: number): void;
  /**
   * Log-loss of 0/1 labels with log-odds as margins: their derivatives take the margins' place, second derivatives go to
   * `curvature`. Gives the weighted sum of the losses.
   */
  logisticRows(margins: number, labels: number, weights: number, curvature: number, rowCount: number): number;
  /** As `logisticRows` for class indices and the softmax of `outputs` margins, whose probabilities go to `shares`. */
  softmaxRows(
    margins: number,
    stride: number,
    outputs: number,
    labels: number,
    weights: number,
    shares: number,
    rowCount: number,
  ): number;
}

/** The kernels in plain TypeScript: the fallback, and the oracle for the compiled ones. */
export function typescriptDesignKernels(buffer: ArrayBufferLike): DesignKernels {
  const floats = new Float32Array(buffer);
  const doubles = new Float64Array(buffer);
  const halves = new Uint16Array(buffer);
  const words = new Uint32Array(buffer);
  const entriesAt = (starts: number, rows: number, values: number): Entries => ({
    starts: words.subarray(starts / 4),
    rows: halves.subarray(rows / 2),
    values: floats.subarray(values / 4),
  });
  return {
    stageColumn: (source, rowCount, panels, panelBytes) =>
      stageColumn(floats.subarray(source / 4, source / 4 + rowCount), floats.subarray(panels / 4), panelBytes / 4),
    addColumns: (panels, columnCount, rowCount, coefficients, coefficientStride, outputs, margins, marginStride) => {
      for (let output = 0; output < outputs; output++) {
        const from = (coefficients + output * coefficientStride) / 8;
        const own = doubles.subarray(from, from + columnCount);
        const to = (margins + output * marginStride) / 8;
        for (let row = 0, panel = panels / 4; row < rowCount; row += panelRows, panel += columnCount * panelRows)
          addColumns(floats, (f) => panel + f * panelRows, own, doubles.subarray(to + row, to + row + panelRows));
      }
    },
    dotColumns: (panels, columnCount, rowCount, rows, rowStride, outputs, sums, sumStride) => {
      for (let output = 0; output < outputs; output++) {
        const from = (rows + output * rowStride) / 8;
        const into = (sums + output * sumStride) / 8;
        dotColumns(
          floats.subarray(panels / 4),
          doubles.subarray(from, from + rowCount),
          doubles.subarray(into, into + columnCount),
        );
      }
    },
    addEntries: (
      starts,
      columnCount,
      rows,
      values,
      coefficients,
      coefficientStride,
      outputs,
      margins,
      marginStride,
    ) => {
      const entries = entriesAt(starts, rows, values);
      for (let output = 0; output < outputs; output++) {
        const from = (coefficients + output * coefficientStride) / 8;
        addEntries(
          entries,
          doubles.subarray(from, from + columnCount),
          doubles.subarray((margins + output * marginStride) / 8),
        );
      }
    },
    dotEntries: (starts, columnCount, rows, values, weights, weightStride, outputs, sums, sumStride) => {
      const entries = entriesAt(starts, rows, values);
      for (let output = 0; output < outputs; output++) {
        const into = (sums + output * sumStride) / 8;
        dotEntries(
          entries,
          doubles.subarray((weights + output * weightStride) / 8),
          doubles.subarray(into, into + columnCount),
        );
      }
    },
    centreColumns: (columns, stride, columnCount, rowCount, means, roots, target) =>
      centreColumns(
        floats.subarray(columns / 4),
        stride / 4,
        doubles.subarray(means / 8, means / 8 + columnCount),
        doubles.subarray(roots / 8, roots / 8 + rowCount),
        doubles.subarray(target / 8),
      ),
    addGram: (centred, columnCount, rowCount, gram) =>
      addGram(doubles.subarray(centred / 8), columnCount, rowCount, doubles.subarray(gram / 8)),
    logisticRows: (margins, labels, weights, curvature, rowCount) =>
      logisticRows(
        doubles.subarray(margins / 8, margins / 8 + rowCount),
        doubles.subarray(labels / 8),
        doubles.subarray(weights / 8),
        doubles.subarray(curvature / 8),
      ),
    softmaxRows: (margins, stride, outputs, labels, weights, shares, rowCount) =>
      softmaxRows(
        doubles.subarray(margins / 8),
        stride / 8,
        outputs,
        doubles.subarray(labels / 8, labels / 8 + rowCount),
        doubles.subarray(weights / 8),
        doubles.subarray(shares / 8),
      ),
  };
}
