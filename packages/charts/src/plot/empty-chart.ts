import { markup } from '../markup/markup.ts';
import type { Chart } from './chart.ts';
import { type ChartParts, chartWidth, composeChart } from './compose-chart.ts';
import { hatching, rectangle, textAt } from './marks.ts';

/**
 * What stands where there is nothing to draw: a hatched field that says so in a word or two, never an empty frame. `reading` says it
 * to those who do not see it.
 */
export function emptyChart(
  parts: Pick<ChartParts, 'text' | 'shows' | 'table' | 'notes'>,
  words: string = 'no rows',
  reading: string = 'There are no rows to draw.',
): Chart {
  const width = chartWidth(parts.text);
  const box = { x: 1, y: 1, width: width - 2, height: 58 };
  const half = words.length * 4 + 16;
  const plate = { x: width / 2 - half, y: 18, width: 2 * half, height: 24 };
  const body = markup`${rectangle('empty', box)}${hatching(box, 8)}${rectangle('plate', plate)}${textAt(width / 2, 35, words, 'middle')}`;
  return composeChart({ ...parts, reading, height: 60, body });
}
