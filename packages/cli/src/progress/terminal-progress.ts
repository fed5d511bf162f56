import type { ProgressEvent } from '@tend/lifecycle';
import { formatNumber } from '@tend/protocol/number-format';
import type { Io } from '../io.ts';
import { bar } from '../render/bar.ts';
import type { Look } from '../render/look.ts';
import { checkpointLine, stageColumn, stageLines } from '../render/stage-line.ts';
import { formatDuration } from '../render/time.ts';
import { displayWidth, padEnd, padStart, truncate } from '../render/width.ts';
import type { Progress } from './progress.ts';

const frameMs = 100;
const barWidth = 20;
/** An estimate from less than this would jump about. */
const soonestEstimateMs = 3000;

interface Running {
  readonly stage: string;
  readonly since: number;
  done: number;
  total: number;
  note: string;
  firstDoneAt: number;
  firstDone: number;
}

/** On a terminal: finished lines stay, the last one moves in place. Only that line is ever erased. */
export function terminalProgress(io: Io, look: Look): Progress {
  let running: Running | undefined;
  let frame = 0;
  let stopTicking: (() => void) | undefined;
  const erase = '\r\x1b[2K';
  const draw = (): void => {
    if (running !== undefined) io.stderr.write(erase + movingLine(look, running, io.now(), frame, io.stderr.columns));
  };
  const halt = (): void => {
    stopTicking?.();
    stopTicking = undefined;
    if (running !== undefined) io.stderr.write(erase);
    running = undefined;
  };
  const begin = (stage: string): Running => {
    halt();
    const begun = { stage, since: io.now(), done: 0, total: 0, note: '', firstDoneAt: 0, firstDone: 0 };
    running = begun;
    stopTicking = io.every(frameMs, () => {
      frame += 1;
      draw();
    });
    draw();
    return begun;
  };
  return {
    wait: begin,
    show(event) {
      if (event.event === 'stageDone') {
        halt();
        io.stderr.write(`${stageLines(look, event).join('\n')}\n`);
        return;
      }
      if (event.event === 'checkpoint') {
        halt();
        io.stderr.write(`${checkpointLine(look, event)}\n`);
        return;
      }
      let current = running;
      if (current?.stage !== event.stage) {
        current = begin(event.stage);
      }
      if (event.event === 'progress') advance(current, event, io.now());
    },
    stop: halt,
  };
}

function advance(running: Running, event: Extract<ProgressEvent, { event: 'progress' }>, now: number): void {
  if (running.firstDoneAt === 0 || event.total !== running.total) {
    running.firstDoneAt = now;
    running.firstDone = event.done;
  }
  running.done = event.done;
  running.total = event.total;
  running.note = event.note ?? '';
}

function movingLine(look: Look, running: Running, now: number, frame: number, columns: number | undefined): string {
  const { glyphs, paint } = look;
  const glyph = glyphs.running[frame % glyphs.running.length] ?? '';
  const head = `${paint.cyan(glyph)} ${padEnd(running.stage, stageColumn)}`;
  const time = formatDuration(now - running.since);
  // A line that wraps cannot be erased: one cell stays free, and two for the ^C that a terminal echoes.
  const width = Math.min(look.width, (columns ?? look.width) - 3);
  const room = width - displayWidth(head) - displayWidth(time) - 2;
  const facts = running.total === 0 ? [] : [`${formatNumber(running.done)} of ${formatNumber(running.total)}`];
  const text = [...facts, timeLeft(running, now), running.note].filter((part) => part !== '').join(', ');
  const gauge = running.total === 0 || room < barWidth + 24 ? '' : `${gaugeOf(look, running.done / running.total)}  `;
  const shown = truncate(text, Math.max(1, room - displayWidth(gauge)), glyphs.ellipsis);
  const line = `${head}${gauge}${shown}`;
  return `${line}${paint.dim(padStart(time, width - displayWidth(line)))}`;
}

function gaugeOf(look: Look, share: number): string {
  const filled = bar(look, share, barWidth);
  return (
    look.paint.cyan(filled) + look.paint.dim(look.glyphs.barRest.repeat(Math.max(0, barWidth - displayWidth(filled))))
  );
}

function timeLeft(running: Running, now: number): string {
  const spent = now - running.firstDoneAt;
  const done = running.done - running.firstDone;
  if (running.firstDoneAt === 0 || spent < soonestEstimateMs || done <= 0 || running.done >= running.total) return '';
  const left = (spent / done) * (running.total - running.done);
  return `about ${left < 60_000 ? `${Math.max(1, Math.round(left / 1000))} s` : formatDuration(left)} left`;
}
