import type { Edge } from '../edge.ts';
import { plainProgress } from './plain-progress.ts';
import { type Progress, silentProgress } from './progress.ts';
import { terminalProgress } from './terminal-progress.ts';

/** Moving on a terminal that can, plain lines elsewhere, nothing with `--json` or `--quiet`. */
export function chooseProgress({ io, isJson, isQuiet, err }: Edge): Progress {
  if (isJson || isQuiet) return silentProgress;
  const isStill = Boolean(io.env.TEND_NO_PROGRESS);
  const canMove = io.stderr.isTTY && io.env.TERM !== 'dumb' && !isStill;
  return canMove ? terminalProgress(io, err) : plainProgress(io, err, { hasSteps: !isStill });
}
