import { textWidth } from '../format/text-width.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { fontSize, lineHeight } from './compose-chart.ts';
import { linePathBetween, nameAt, pathOf, textAt, widest } from './marks.ts';
import type { Tick, ValueScale } from './value-scale.ts';

/** Room that a labelled horizontal axis takes below the marks, px. */
export const bottomAxisHeight: number = 2 * lineHeight + 8;

interface BottomAxis {
  readonly scale: ValueScale;
  readonly from: number;
  readonly to: number;
  /** Where the marks end, px from the top. */
  readonly y: number;
  readonly title: string;
}

/** A horizontal axis below the marks: its line, round values, and its title in the middle. */
export function bottomAxis({ scale, from, to, y, title }: BottomAxis): Markup {
  const ticks = fittingTicks(scale, from, to);
  const labels = ticks.map(({ label, x }) => textAt(x, y + lineHeight, label, 'middle', 'tick'));
  const line = [linePathBetween(from, y, to, y), ...ticks.map(({ at }) => linePathBetween(at, y, at, y + 4))].join('');
  return markup`${pathOf('axis', line)}${labels}${nameAt((from + to) / 2, y + 2 * lineHeight, title, to - from + 40, 'middle')}`;
}

interface PlacedTick extends Tick {
  /** The middle of the label, px: inwards of the tick where that stands at the very end. */
  readonly x: number;
}

/** As many ticks as have room beside each other along a horizontal axis. */
function fittingTicks(scale: ValueScale, from: number, to: number): readonly PlacedTick[] {
  for (let count = Math.max(2, Math.floor((to - from) / 50)); count > 1; count--) {
    const ticks = scale.ticks(count).map((tick) => placed(tick, from, to));
    const fits = ticks.every((tick, i) => {
      const next = ticks[i + 1];
      return next === undefined || next.x - tick.x >= (widthOf(tick) + widthOf(next)) / 2 + 8;
    });
    if (fits) return ticks;
  }
  return scale
    .ticks(1)
    .slice(0, 1)
    .map((tick) => placed(tick, from, to));
}

function placed(tick: Tick, from: number, to: number): PlacedTick {
  const half = widthOf(tick) / 2;
  return { ...tick, x: Math.min(Math.max(tick.at, Math.min(from - 6 + half, tick.at + half)), to + 3 - half) };
}

function widthOf({ label }: Tick): number {
  return textWidth(label, fontSize);
}

interface LeftAxis {
  readonly scale: ValueScale;
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /** Baseline of the title, px from the top. */
  readonly titleY: number;
  readonly count?: number;
}

/** Horizontal lines at round values with labels to their left, and the title of the axis above them. */
export function leftAxis({ scale, from, to, title, titleY, count = 4 }: LeftAxis): Markup {
  const ticks = scale.ticks(count);
  const labels = ticks.map(({ at, label }) => textAt(from - 6, at + 4.5, label, 'end', 'tick'));
  const lines = ticks.map(({ at }) => linePathBetween(from, at, to, at)).join('');
  return markup`${lines !== '' && pathOf('grid', lines)}${labels}${title !== '' && nameAt(0, titleY, title, to)}`;
}

/** Room that the labels of a left axis take, px. */
export function leftAxisWidth(scale: ValueScale, count = 4): number {
  return (
    widest(
      scale.ticks(count).map(({ label }) => label),
      90,
    ) + 10
  );
}
