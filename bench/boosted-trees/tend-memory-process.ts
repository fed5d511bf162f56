/** Our process of the memory benchmark: the data as one Float32Array, one fit, one line of JSON (`memory-job.ts`). */
import { readFileSync } from 'node:fs';
import { fit, type TrainingData } from '@tend/learn';
import { createThreadPool } from '@tend/node';
import { peakMemory } from '../measure/peak-memory.ts';
import type { MemoryAnswer, MemoryJob } from './memory-job.ts';
import { tendParameters } from './tend-side.ts';

const job: MemoryJob = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const features = job.categories.map((count, column) => {
  const name = `f${String(column).padStart(5, '0')}`;
  return count > 0 ? { name, source: name, categories: count } : { name, source: name };
});
const values = readFileSync(job.values);
const target = readFileSync(job.target);
const x = {
  rowCount: job.rowCount,
  features,
  values: new Float32Array(values.buffer, values.byteOffset, job.rowCount * features.length),
};
const y = new Float64Array(target.buffer, target.byteOffset, job.rowCount);
const { task, classCount } = job;
const data: TrainingData = task === 'multiclass' ? { task, classCount, x, y } : { task, x, y };
const threads = createThreadPool(job.threads);
const before = peakMemory();
fit('boostedTrees', tendParameters(job), data, { seed: 1, threads });
const answer: MemoryAnswer = { before, peak: peakMemory() };
console.log(JSON.stringify(answer));
await threads.close();
