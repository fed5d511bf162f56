/**
 * What exploring data takes.
 *
 *   node bench/explore/run.ts --python PY [--parts profile] [--quick] [--write]
 *
 * PY needs `duckdb` of the version that the project uses, and `numpy`.
 */
import { runParts } from '../run-parts.ts';
import { profileSpeed } from './profile.ts';

await runParts('explore', { profile: profileSpeed });
