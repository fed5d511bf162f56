/**
 * What data takes: from a file of delimited text to a checked snapshot, the memory of it, and as-of joins.
 *
 *   node bench/data/run.ts --python PY [--parts snapshot,memory,as-of-join] [--quick] [--write]
 *
 * PY needs `duckdb` of the version that the project uses, and `numpy`. Linux only: memory is read from /proc.
 */
import { runParts } from '../run-parts.ts';
import { asOfJoinSpeed } from './as-of-join.ts';
import { snapshotMemory, snapshotSpeed } from './snapshot.ts';

await runParts('data', { snapshot: snapshotSpeed, memory: snapshotMemory, 'as-of-join': asOfJoinSpeed });
