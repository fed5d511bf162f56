/**
 * Times all leak and split checks on a table that is in memory, with process CPU time beside wall time.
 *
 *   node bench/data/leaks-process.ts --datasets ../shared/datasets
 *   node bench/data/leaks-process.ts --file wide.csv --target is_returned
 *
 * Without --file the set is all flights from Houston in 2011 (227,496 x 21), asked for what was cancelled and what was late.
 * Three quarters of the rows are for training.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { checkSplit, codedColumns, findLeakSuspects, type LeakTarget, leakTargetOf } from '@tend/learn';
import { readCsv } from '@tend/node';
import { columnOf, compileExpression, evaluateOver, schemaOf, type Table } from '@tend/table';

const { values } = parseArgs({
  options: {
    datasets: { type: 'string', default: '../shared/datasets' },
    file: { type: 'string' },
    target: { type: 'string' },
    repetitions: { type: 'string', default: '3' },
  },
});

const table = await readCsv(values.file ?? unpackedFlights(values.datasets));
console.log(`${table.rowCount} rows x ${table.columns.length} columns`);
const questions =
  values.target === undefined
    ? [conditionOf(table, 'Cancelled == 1'), conditionOf(table, 'ArrDelay > 15')]
    : [{ name: values.target, source: values.target, target: leakTargetOf(columnOf(table, values.target)) }];
for (const question of questions)
  for (let i = 0; i < Number(values.repetitions); i++) console.log(timed(table, question));

/** The file of flights as text, in a folder that goes with the process. */
function unpackedFlights(datasets: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tend-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'flights.csv');
  writeFileSync(path, gunzipSync(readFileSync(join(datasets, 'houston_flights_2011.csv.gz'))));
  return path;
}

interface Question {
  readonly name: string;
  readonly source: string;
  readonly target: LeakTarget;
}

function conditionOf(of: Table, condition: string): Question {
  const expression = compileExpression(condition, { columns: schemaOf(of) });
  const target: LeakTarget = { type: 'binary', y: evaluateOver(expression, of) };
  return { name: condition, source: expression.columns[0] ?? '', target };
}

function timed(of: Table, { name, source, target }: Question): string {
  const rows = Int32Array.from({ length: of.rowCount }, (_, row) => row);
  const [train, test] = [rows.filter((row) => row % 4 !== 0), rows.filter((row) => row % 4 === 0)];
  const unknown = target.type === 'binary' ? rows.filter((row) => (target.y[row] ?? -1) < 0) : new Int32Array();
  const columns = of.columns.map((column) => column.name).filter((column) => column !== source);
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const suspects = findLeakSuspects(codedColumns(of, train), target, { columns, sources: [source], unknown });
  const between = performance.now();
  const excluded = new Set(suspects.map(({ column }) => column));
  const left = columns.filter((column) => !excluded.has(column));
  const findings = checkSplit({ table: of, train, test, target, columns: left, by: 'random' });
  const ended = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  return `${name}: leaks ${seconds(between - started)} s, split ${seconds(ended - between)} s, CPU ${seconds((user + system) / 1000)} s; ${suspects.length} suspects, ${findings.length} findings of the split`;
}
