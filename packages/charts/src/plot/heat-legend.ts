import { type Markup, markup } from '../markup/markup.ts';
import type { HeatSteps } from './heat-steps.ts';
import { nameAt, rectangle, textAt, widest } from './marks.ts';

/** The steps of a heat map with their lower bounds, and what they measure, in two lines from `y`. */
export function heatLegend(
  { bounds, classes }: HeatSteps,
  title: string,
  labels: readonly string[],
  y: number,
  width: number,
): Markup {
  const room = Math.min(Math.max(30, widest(labels, 80) + 8), width / Math.max(1, bounds.length));
  const cells = bounds.map((_, i) => {
    const x = i * room;
    return markup`${rectangle(classes[i] ?? '', { x, y: y + 18, width: room - 1, height: 10 })}${textAt(x, y + 43, labels[i] ?? '', 'start', 'tick')}`;
  });
  return markup`${nameAt(0, y + 12, title, width)}${cells}`;
}

/** Height of a legend of steps, px. */
export const heatLegendHeight = 50;
