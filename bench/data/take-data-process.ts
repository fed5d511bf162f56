/**
 * Takes the data of a project once, from the file to the checked snapshot, and prints what that cost as JSON.
 *
 *   node bench/data/take-data-process.ts FOLDER
 */
import { openProject } from '@tend/node';
import { peakMemory } from '../measure/peak-memory.ts';

const [folder = '.'] = process.argv.slice(2);
const project = await openProject(folder, { actor: { name: 'bench', knownBy: 'claimed' }, onEvent: () => {} });
const before = process.cpuUsage();
const started = performance.now();
const { taking } = await project.takeData({});
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(before);
await project.close();
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ rows: taking.rows, seconds, cpuSeconds, peakBytes: peakMemory() }));
