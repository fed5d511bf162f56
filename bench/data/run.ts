/**
 * What data takes: from a file of delimited text to a checked snapshot, and the memory of it.
 *
 *   node bench/data/run.ts --python PY [--parts snapshot,memory] [--quick] [--write]
 *
 * PY needs `duckdb` of the version that the project uses, and `numpy`. Linux only: memory is read from /proc.
 */
import { runParts } from '../run-parts.ts';
import { snapshotMemory, snapshotSpeed } from './snapshot.ts';

await runParts('data', { snapshot: snapshotSpeed, memory: snapshotMemory });
