import { formatNumber } from '@tend/protocol/number-format';
import type { Io } from '../io.ts';
import type { Look } from '../render/look.ts';
import { checkpointLine, stageColumn, stageLines } from '../render/stage-line.ts';
import { padEnd } from '../render/width.ts';
import type { Progress } from './progress.ts';

const stepShare = 0.1;
/** A log needs no line for what ends at once. */
const quietMs = 5000;

/** Without a terminal: a line when a stage ends and, in a long one, a line per tenth. Nothing moves, nothing is erased. */
export function plainProgress(io: Io, look: Look, options: { readonly hasSteps: boolean }): Progress {
  let lastAt = io.now();
  let lastShare = 0;
  return {
    wait: () => {},
    show(event) {
      if (event.event === 'stageDone') io.stderr.write(`${stageLines(look, event).join('\n')}\n`);
      if (event.event === 'checkpoint') io.stderr.write(`${checkpointLine(look, event)}\n`);
      if (event.event !== 'progress') {
        lastAt = io.now();
        lastShare = 0;
        return;
      }
      const share = event.total > 0 ? event.done / event.total : 0;
      if (!options.hasSteps || share >= 1 || share - lastShare < stepShare || io.now() - lastAt < quietMs) return;
      lastAt = io.now();
      lastShare = share;
      const note = event.note === undefined ? '' : `, ${event.note}`;
      const counted = `${formatNumber(event.done)} of ${formatNumber(event.total)}${note}`;
      io.stderr.write(`${look.glyphs.pending} ${padEnd(event.stage, stageColumn)}${counted}\n`);
    },
    stop: () => {},
  };
}
