import type { StageSummary } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import type { Look } from './look.ts';
import { shortDigest } from './names.ts';
import { formatDuration } from './time.ts';
import { stateGlyph } from './verdict.ts';
import { displayWidth, padEnd, padStart, wrap } from './width.ts';

/** Widest stage name and a gap. */
export const stageColumn = 10;
const timeColumn = 13;

/** Glyph, stage, sentence, time at the right edge; further sentences below, dim and indented. */
export function stageLines(
  look: Look,
  stage: Pick<StageSummary, 'stage' | 'state' | 'summary' | 'details' | 'durationMs'>,
): readonly string[] {
  const indent = 2 + stageColumn;
  const [first = '', ...rest] = wrap(stage.summary, look.width - indent - timeColumn);
  const head = `${stateGlyph(look, stage.state)} ${padEnd(stage.stage, stageColumn)}${first}`;
  const time = stage.state === 'pending' ? '' : timeOf(stage);
  const line = `${head}${look.paint.dim(padStart(time, look.width - displayWidth(head)))}`.trimEnd();
  const below = [
    ...rest,
    ...stage.details.flatMap((detail) => wrap(detail, look.width - indent).map((part) => look.paint.dim(part))),
  ];
  return [line, ...below.map((text) => ' '.repeat(indent) + text)];
}

/** What was sealed: the size of the audit log and its root, to compare with `tend audit verify` later. */
export function checkpointLine(look: Look, checkpoint: { readonly size: number; readonly rootHash: string }): string {
  const sealed = `${formatCount(checkpoint.size, 'entry', 'entries')} signed, root ${shortDigest(checkpoint.rootHash)}`;
  return look.paint.dim(`${look.glyphs.pending} ${padEnd('audit', stageColumn)}${sealed}`);
}

function timeOf(stage: Pick<StageSummary, 'state' | 'durationMs'>): string {
  return stage.state === 'reused' ? 'reused' : formatDuration(stage.durationMs);
}
