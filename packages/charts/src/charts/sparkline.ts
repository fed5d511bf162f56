import { type Markup, markup } from '../markup/markup.ts';

export interface SparklineInput {
  /** Rows by bin or level, in order; no more than 24 bars are drawn, neighbours are added together. */
  readonly counts: readonly number[];
  readonly missing: number;
  /** What it shows, for pointing at and for reading aloud. */
  readonly title: string;
}

const width = 48;
const height = 20;

/** A histogram of 48 by 20 px for a cell of a table; missing rows are a hollow bar at the end. */
export function sparkline({ counts, missing, title }: SparklineInput): Markup {
  const perBar = Math.ceil(counts.length / 24) || 1;
  const bars = Array.from({ length: Math.ceil(counts.length / perBar) }, (_, i) =>
    counts.slice(i * perBar, (i + 1) * perBar).reduce((sum, count) => sum + count, 0),
  );
  const room = missing > 0 ? width - 9 : width;
  const largest = Math.max(1, ...bars, missing);
  const step = room / Math.max(1, bars.length);
  const gap = step > 4 ? 1 : 0;
  const tall = (count: number): number => (count > 0 ? Math.max(1, (count / largest) * (height - 1)) : 0);
  // One path for all bars: a table of a thousand columns stays small.
  const round = (value: number): number => Math.round(value * 10) / 10;
  const d = bars
    .map((count, i) =>
      count > 0
        ? `M${round(i * step)} ${height - 1}v${-round(tall(count))}h${round(step - gap)}v${round(tall(count))}z`
        : '',
    )
    .join('');
  const hollow = tall(missing);
  return markup`<svg class="chart spark" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" xmlns="http://www.w3.org/2000/svg"><title>${title}</title><path class="bar" d="${d}"/><path class="axis" d="M0 ${height - 0.5}H${width}"/>${
    missing > 0 &&
    markup`<rect class="empty" x="${width - 6.5}" y="${height - 1 - hollow}" width="6" height="${hollow}"/>`
  }</svg>`;
}
