/**
 * What exploring data takes.
 *
 *   node bench/explore/run.ts --python PY [--parts profile,report] [--quick] [--write]
 *
 * PY needs `numpy`, and `duckdb` of the version that the project uses for `profile`, `ydata-profiling` for `report`.
 */
import { runParts } from '../run-parts.ts';
import { profileSpeed } from './profile.ts';
import { reportSpeed } from './report.ts';

await runParts('explore', { profile: profileSpeed, report: reportSpeed });
