import { type Markup, markup } from '../markup/markup.ts';
import { chartWidth, lineHeight } from './compose-chart.ts';
import { type Estimate, estimateReading, type TargetMeasure, targetDomain } from './estimate.ts';
import { linePath } from './line-path.ts';
import { dotAt, groupMark, lineBetween, nameAt, pathOf, textAt, widest } from './marks.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

/** One of several small drawings that share their axes: a line of estimates over the same steps. */
export interface Panel {
  readonly level: string;
  readonly estimates: readonly Estimate[];
  /** Below the names of the steps, such as the rows of the panel. */
  readonly foot: string;
  /** A dashed level line to compare with. */
  readonly base?: number;
  /** The first among its like: a bold name, in the colour of rows. */
  readonly isWhole?: boolean;
}

export interface PanelsInput {
  readonly panels: readonly Panel[];
  readonly steps: readonly string[];
  readonly target: TargetMeasure;
  /** The last step stands by itself: no line leads to it. */
  readonly isLastApart?: boolean;
  readonly width?: number;
}

const plotHeight = 84;
const leastWidth = 100;

/** Small drawings beside and below each other, from `top` down: their markup and where they end, px. */
export function panelGrid(input: PanelsInput, top: number): { readonly body: Markup; readonly height: number } {
  const { panels, target } = input;
  const width = chartWidth({ title: '', ...(input.width === undefined ? {} : { width: input.width }) });
  const ends = panels.flatMap(({ estimates, base }) => [
    ...estimates.flatMap(({ value, low, high }) => [value, low, high].filter((each) => each !== null)),
    ...(base === undefined ? [] : [base]),
  ]);
  const domain = targetDomain(target, ends);
  const ticks = valueScale({ kind: target.kind, domain, range: [plotHeight, 0] }).ticks(3);
  const left =
    widest(
      ticks.map(({ label }) => label),
      70,
    ) + 8;
  const perLine = Math.max(1, Math.min(panels.length, Math.floor((width - left) / leastWidth)));
  const panelWidth = (width - left) / perLine;
  const lineOf = 3 * lineHeight + plotHeight + 22;
  const drawn = panels.map((panel, i) =>
    panelMarkup(panel, input, {
      x: left + (i % perLine) * panelWidth,
      y: top + Math.floor(i / perLine) * lineOf,
      width: panelWidth - 10,
      domain,
      labelsAt: i % perLine === 0 ? left - 6 : undefined,
    }),
  );
  return { body: markup`${drawn}`, height: top + Math.ceil(panels.length / perLine) * lineOf };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly domain: readonly [number, number];
  readonly labelsAt: number | undefined;
}

function panelMarkup(panel: Panel, { steps, target, isLastApart }: PanelsInput, place: Place): Markup {
  const { level, estimates, foot, base, isWhole = false } = panel;
  const { x, y, width, domain, labelsAt } = place;
  const top = y + lineHeight + 6;
  const bottom = top + plotHeight;
  const scale = valueScale({ kind: target.kind, domain, range: [bottom, top] });
  const step = width / steps.length;
  const at = (i: number): number => x + (i + 0.5) * step;
  const grid = scale
    .ticks(3)
    .map(
      (tick) =>
        markup`${lineBetween('grid', x, tick.at, x + width, tick.at)}${labelsAt !== undefined && textAt(labelsAt, tick.at + 4.5, tick.label, 'end', 'tick')}`,
    );
  const joined = isLastApart === true ? estimates.slice(0, -1) : estimates;
  const points = joined.map(({ value }, i) => ({ x: at(i), y: value === null ? null : scale.at(value) }));
  const line = linePath(points);
  const marks = estimates.map((estimate, i) =>
    estimateMark(
      estimate,
      at(i),
      scale,
      `${level}, ${estimateReading(steps[i] ?? '', estimate, target)}`,
      isLastApart === true && i === estimates.length - 1 ? 'hollow' : 'dot',
    ),
  );
  const name = isWhole ? textAt(x, y + 13, level, 'start', 'strong') : nameAt(x, y + 13, level, width);
  const dashed = base !== undefined && lineBetween('base', x, scale.at(base), x + width, scale.at(base));
  return markup`${name}${grid}${lineBetween('axis', x, bottom, x + width, bottom)}${dashed}<g class="${isWhole ? 's1' : 'target'}">${pathOf('line', line)}${marks}</g>${stepNames(steps, x, bottom + lineHeight, width)}${textAt(x, bottom + 2 * lineHeight - 1, foot, 'start', 'quiet')}`;
}

/** The names of the first and the last step under a panel. */
function stepNames(steps: readonly string[], x: number, y: number, width: number): Markup {
  const [first = '', last = ''] = [steps[0], steps.at(-1)];
  if (steps.length === 1) return nameAt(x + width / 2, y, first, width, 'middle');
  // The last name takes what it needs up to half of the width, more where the first one is short.
  const lastWidth = Math.min(widest([last], width), Math.max(width / 2 - 4, width - 8 - widest([first], width)));
  return markup`${nameAt(x, y, first, width - 8 - lastWidth)}${nameAt(x + width, y, last, lastWidth, 'end')}`;
}

/** The end of a panel's reading: what is drawn of an estimate. */
function estimateMark(estimate: Estimate, at: number, scale: ValueScale, reading: string, dot: string): Markup {
  const { value, low, high } = estimate;
  if (value === null) return groupMark(reading);
  return groupMark(
    reading,
    lineBetween('thick', at, scale.at(low ?? value), at, scale.at(high ?? value)),
    dotAt(dot, at, scale.at(value), 4),
  );
}
