import { textWidth } from '../format/text-width.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { fontSize, lineHeight } from './compose-chart.ts';
import { lineBetween, nameAt, textAt, widest } from './marks.ts';
import { fittingTicks, type ValueScale } from './value-scale.ts';

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
  const ticks = fittingTicks(scale, to - from);
  const labels = ticks.map(({ at, label }) => {
    const half = textWidth(label, fontSize) / 2;
    // A label at the very end moves inwards rather than out of the drawing.
    const x = Math.min(Math.max(at, from - 6 + Math.min(half, at - from + 6)), to + 8 - half);
    return markup`${lineBetween('axis', at, y, at, y + 4)}${textAt(x, y + lineHeight, label, 'middle', 'tick')}`;
  });
  return markup`${lineBetween('axis', from, y, to, y)}${labels}${nameAt((from + to) / 2, y + 2 * lineHeight, title, to - from + 40, 'middle')}`;
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
  const lines = scale
    .ticks(count)
    .map(
      ({ at, label }) =>
        markup`${lineBetween('grid', from, at, to, at)}${textAt(from - 6, at + 4.5, label, 'end', 'tick')}`,
    );
  return markup`${lines}${title !== '' && nameAt(0, titleY, title, to)}`;
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
