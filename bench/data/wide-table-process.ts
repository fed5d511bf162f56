/**
 * Writes the wide table of the benchmarks.
 *
 *   node bench/data/wide-table-process.ts --rows 1000000 --seed 1 --output wide.csv
 */
import { parseArgs } from 'node:util';
import { writeWideTable } from './wide-table.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    output: { type: 'string', default: 'wide.csv' },
  },
});
const started = performance.now();
const sizeBytes = writeWideTable(values.output, { rowCount: Number(values.rows), seed: Number(values.seed) });
const seconds = (performance.now() - started) / 1000;
console.log(`${values.output}: ${sizeBytes} bytes in ${seconds.toFixed(1)} s`);
