import { applyRecipe, type BinaryModel, compileRecipe, type RunContext } from '@tend/learn';
import { rowAt, type Table, takeRows } from '@tend/table';
import type { Ports } from '../ports.ts';
import { hex } from '../record/record.ts';

/** What a model made of some rows of its snapshot when it was trained: numbers of rows and digests, no values. */
export interface GoldenRows {
  readonly rows: readonly number[];
  /** SHA-256 of the features of each row, as bytes of float32. */
  readonly features: readonly string[];
  /** SHA-256 of the score of each row, as bytes of float64. */
  readonly scores: readonly string[];
}

/** A golden row that a model answers otherwise than when it was trained. */
export interface GoldenDifference {
  readonly row: number;
  readonly what: 'features' | 'score';
  readonly as: 'a table' | 'a single row';
}

type Hashing = Pick<Ports, 'sha256'>;

const goldenCount = 64;

/** The golden rows of a model: evenly chosen ones of these rows of its table, as the whole table of them gives them. */
export function goldenRowsOf(
  ports: Hashing,
  model: BinaryModel,
  context: RunContext,
  table: Table,
  rows: Int32Array,
): GoldenRows {
  const count = Math.min(goldenCount, rows.length);
  const chosen = Int32Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)] as number);
  return { rows: [...chosen], ...asTable(ports, model, context, takeRows(table, chosen)) };
}

/** Recomputes golden rows, as a table and row by row; the first difference of a bit, or undefined. */
export function firstDifference(
  ports: Hashing,
  model: BinaryModel,
  context: RunContext,
  table: Table,
  golden: GoldenRows,
): GoldenDifference | undefined {
  const own = takeRows(table, Int32Array.from(golden.rows));
  const together = asTable(ports, model, context, own);
  const alone = asRows(ports, model, context, own);
  for (const [place, row] of golden.rows.entries())
    for (const [as, came] of [
      ['a table', together],
      ['a single row', alone],
    ] as const) {
      if (came.features[place] !== golden.features[place]) return { row, what: 'features', as };
      if (came.scores[place] !== golden.scores[place]) return { row, what: 'score', as };
    }
  return undefined;
}

function asTable(
  ports: Hashing,
  model: BinaryModel,
  context: RunContext,
  table: Table,
): Pick<GoldenRows, 'features' | 'scores'> {
  const { values, features, rowCount } = applyRecipe(model.manifest.recipe, table, context);
  const scores = model.predictTable(table);
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return {
    features: rows.map((row) =>
      digestOf(
        ports,
        Float32Array.from(features, (_, f) => values[f * rowCount + row] as number),
      ),
    ),
    scores: rows.map((row) => digestOf(ports, Float64Array.of(scores[row] as number))),
  };
}

function asRows(
  ports: Hashing,
  model: BinaryModel,
  context: RunContext,
  table: Table,
): Pick<GoldenRows, 'features' | 'scores'> {
  const prepare = compileRecipe(model.manifest.recipe, context);
  const rows = Array.from({ length: table.rowCount }, (_, row) => rowAt(table, row));
  return {
    features: rows.map((row) => digestOf(ports, prepare(row))),
    scores: rows.map((row) => digestOf(ports, Float64Array.of(model.predictRow(row)))),
  };
}

/** Of the numbers in little-endian order; every NaN counts as the same one. */
function digestOf({ sha256 }: Hashing, values: Float32Array | Float64Array): string {
  const size = values.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(values.length * size);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of values.entries()) {
    if (size === 4) view.setFloat32(4 * i, Number.isNaN(value) ? Number.NaN : value, true);
    else view.setFloat64(8 * i, Number.isNaN(value) ? Number.NaN : value, true);
  }
  return hex(sha256(bytes));
}
