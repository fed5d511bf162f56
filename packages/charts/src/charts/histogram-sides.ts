import { formatShareOf } from '../format/format-share-of.ts';
import { formatCount, formatValue } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { lineHeight } from '../plot/compose-chart.ts';
import { barMark, hatching, lineBetween, pathOf, textAt, widest } from '../plot/marks.ts';
import type { ValueScale } from '../plot/value-scale.ts';
import type { HistogramInput, Tail } from './histogram-input.ts';

/** A bar beside the bins: what is missing, or lies beyond them. */
export interface SideBar {
  readonly count: number;
  readonly reference: number;
  readonly words: readonly [string, string];
  readonly reading: string;
  readonly isMissing: boolean;
}

/** The bars before and after the bins, those without a row in either sample left out. */
export function sideBars(input: HistogramInput, rows: number): readonly [readonly SideBar[], readonly SideBar[]] {
  const { below, above, missing, reference, kind } = input;
  const tail = (side: 'below' | 'above', { bound, count }: Tail): SideBar => ({
    count,
    reference: reference?.[side] ?? 0,
    words: [side, formatValue(bound, kind)],
    reading: `${side} ${formatValue(bound, kind, input.unit)}: ${formatCount(count, 'row')} (${formatShareOf(count, rows)})`,
    isMissing: false,
  });
  const none: SideBar = {
    count: missing,
    reference: reference?.missing ?? 0,
    words: ['missing', formatShareOf(missing, rows)],
    reading: `missing: ${formatCount(missing, 'row')} (${formatShareOf(missing, rows)})`,
    isMissing: true,
  };
  const hasAny = (bar: SideBar): boolean => bar.count > 0 || bar.reference > 0;
  return [
    (below === undefined ? [] : [tail('below', below)]).filter(hasAny),
    [...(above === undefined ? [] : [tail('above', above)]), none].filter(hasAny),
  ];
}

/** The room that each bar takes with its words, px. */
export function sideRooms(bars: readonly SideBar[]): readonly number[] {
  return bars.map(({ words, count }) => Math.max(30, widest([...words, formatCount(count)], 84)) + 8);
}

export interface SidePlace {
  /** The middle of the bar, px. */
  readonly at: number;
  readonly value: number;
  /** The second sample's value, where there is one. */
  readonly reference: number | undefined;
  readonly y: ValueScale;
  readonly plotTop: number;
}

/** The bar with its number above and its words below; torn off where it would pass the top. */
export function sideMark(bar: SideBar, { at, value, reference, y, plotTop }: SidePlace): Markup {
  const base = y.at(0);
  const isTorn = value > y.high;
  const top = isTorn ? plotTop : Math.min(y.at(value), base - (bar.count > 0 ? 1 : 0));
  const box = { x: at - 10, y: top, width: 20, height: base - top };
  const torn = pathOf('torn', `M${at - 13} ${top + 12}l6.5 -5l6.5 5l6.5 -5l6.5 5`);
  const second = reference === undefined ? undefined : y.at(Math.min(reference, y.high));
  const line = second !== undefined && lineBetween('base', at - 13, second, at + 13, second);
  return markup`${barMark(bar.isMissing ? 'empty' : 'soft', box, bar.reading)}${bar.isMissing && hatching(box)}${isTorn && torn}${line}${textAt(at, top - 5, formatCount(bar.count), 'middle')}${lineBetween('axis', at - 14, base, at + 14, base)}${bar.words.map((word, i) => textAt(at, base + lineHeight * (i + 1), word, 'middle', 'tick'))}`;
}
