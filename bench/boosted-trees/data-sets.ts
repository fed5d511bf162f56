import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { randomStream } from '@tend/kernels';

/** One classification problem, as each side takes it. */
export interface BenchSet {
  readonly name: string;
  /** What Tend learns from: numbers, categories as one-hot columns. */
  readonly encoded: Columns;
  /** What LightGBM learns from: numbers, categories as codes, which it is told of. */
  readonly coded: Columns;
  /** Columns of `coded` that are categories. */
  readonly categorical: readonly number[];
  /** 0 or 1. */
  readonly target: Float32Array;
  /** The first rows train, the others test. */
  readonly trainRows: number;
}

/** float32, column-major. */
export interface Columns {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly values: Float32Array;
}

/** The names of all sets, in the order of the report. */
export const setNames: readonly string[] = ['big', 'mid', 'flights', 'adult'];

/** One set by name; real ones are read from `folder`. */
export function loadSet(name: string, folder: string): BenchSet {
  if (name === 'big') return synthetic('big', 1_000_000, 200_000, 28, 1);
  if (name === 'mid') return synthetic('mid', 100_000, 50_000, 50, 2);
  if (name === 'flights') return flights(folder);
  if (name === 'adult') return adult(folder);
  throw new Error(`expected one of ${setNames.join(', ')}, came ${name}`);
}

/** Normal columns and a logistic model of linear terms, products and steps. */
function synthetic(name: string, trainRows: number, testRows: number, columnCount: number, seed: number): BenchSet {
  const random = randomStream(seed);
  const rowCount = trainRows + testRows;
  const values = new Float32Array(new SharedArrayBuffer(rowCount * columnCount * 4));
  for (let i = 0; i < values.length; i++) values[i] = random.normal();
  const at = (column: number, row: number): number => values[(column % columnCount) * rowCount + row] as number;
  const target = new Float32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let margin = 0;
    for (let term = 0; term < 12; term++) {
      const a = at(term, row);
      const b = at(term * 3 + 5, row);
      margin += term % 3 === 0 ? 0.5 * a : term % 3 === 1 ? 0.4 * a * b : a > 0.5 ? 0.6 : -0.3;
    }
    target[row] = random.uniform() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
  }
  const columns = { rowCount, columnCount, values };
  return { name, encoded: columns, coded: columns, categorical: [], target, trainRows };
}

/** hflights 2011: does a flight that was flown arrive more than 15 minutes late, from what is known when it leaves the ground? */
function flights(folder: string): BenchSet {
  const table = readTable(join(folder, 'houston_flights_2011.csv.gz'));
  const numeric = ['Month', 'DayofMonth', 'DayOfWeek', 'DepTime', 'FlightNum', 'Distance', 'TaxiOut'];
  const rows = table.rows.filter((row) => row[table.column('ArrDelay')] !== '');
  const isLate = (row: readonly string[]): boolean => Number(row[table.column('ArrDelay')]) > 15;
  return tabular('flights', table, rows, numeric, ['UniqueCarrier', 'Origin', 'Dest'], isLate);
}

/** Adult: is the income above 50,000? */
function adult(folder: string): BenchSet {
  const table = readTable(join(folder, 'adult.csv.gz'));
  const numeric = ['age', 'education_num', 'capital_gain', 'capital_loss', 'hours_per_week'];
  const categorical = [
    ...['workclass', 'education', 'marital_status', 'occupation'],
    ...['relationship', 'race', 'sex', 'native_country'],
  ];
  return tabular('adult', table, table.rows, numeric, categorical, (row) => row[table.column('income')] === '>50K');
}

interface TextTable {
  readonly rows: readonly (readonly string[])[];
  column(name: string): number;
}

/** Both files are without quotes. */
function readTable(path: string): TextTable {
  const [header = '', ...lines] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
  const names = header.split(',');
  return {
    rows: lines.map((line) => line.split(',')),
    column: (name) => {
      const index = names.indexOf(name);
      if (index < 0) throw new Error(`${path} has no column ${name}`);
      return index;
    },
  };
}

/** Four fifths of the rows train, drawn; `?` and empty cells are missing. */
function tabular(
  name: string,
  table: TextTable,
  rows: readonly (readonly string[])[],
  numeric: readonly string[],
  categorical: readonly string[],
  isPositive: (row: readonly string[]) => boolean,
): BenchSet {
  const order = Int32Array.from(rows.keys());
  randomStream(7).shuffle(order);
  const drawn = Array.from(order, (row) => rows[row] as readonly string[]);
  const cells = (column: string): readonly string[] => drawn.map((row) => row[table.column(column)] as string);
  const isMissing = (cell: string): boolean => cell === '' || cell === '?';
  const numbers = numeric.map((column) => cells(column).map((cell) => (isMissing(cell) ? Number.NaN : Number(cell))));
  const codes = categorical.map((column) => {
    const all = cells(column);
    const levels = [...new Set(all.filter((cell) => !isMissing(cell)))].sort();
    return { levels, values: all.map((cell) => (isMissing(cell) ? Number.NaN : levels.indexOf(cell))) };
  });
  const oneHot = codes.flatMap(({ levels, values }) =>
    levels.map((_, level) => values.map((value) => (Number.isNaN(value) ? Number.NaN : value === level ? 1 : 0))),
  );
  // A missing category is zero in all of its columns: they stay exclusive.
  const hot = oneHot.map((column) => column.map((value) => (Number.isNaN(value) ? 0 : value)));
  return {
    name,
    encoded: columnsOf([...numbers, ...hot], drawn.length),
    coded: columnsOf([...numbers, ...codes.map(({ values }) => values)], drawn.length),
    categorical: categorical.map((_, i) => numeric.length + i),
    target: Float32Array.from(drawn, (row) => (isPositive(row) ? 1 : 0)),
    trainRows: Math.floor(drawn.length * 0.8),
  };
}

function columnsOf(columns: readonly (readonly number[])[], rowCount: number): Columns {
  const values = new Float32Array(new SharedArrayBuffer(columns.length * rowCount * 4));
  for (const [c, column] of columns.entries()) values.set(column, c * rowCount);
  return { rowCount, columnCount: columns.length, values };
}

/** Rows [begin, end) of all columns, in shared memory. */
export function rowsBetween({ rowCount, columnCount, values }: Columns, begin: number, end: number): Columns {
  const count = end - begin;
  const part = new Float32Array(new SharedArrayBuffer(columnCount * count * 4));
  for (let c = 0; c < columnCount; c++) part.set(values.subarray(c * rowCount + begin, c * rowCount + end), c * count);
  return { rowCount: count, columnCount, values: part };
}
