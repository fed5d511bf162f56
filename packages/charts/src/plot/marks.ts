import { shorten } from '../format/shorten.ts';
import { textWidth } from '../format/text-width.ts';
import { coordinate, type Markup, type MarkupPart, markup, ownMarkup } from '../markup/markup.ts';
import { fontSize } from './compose-chart.ts';

type Anchor = 'start' | 'middle' | 'end';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle that a person can point at or walk to; `reading` is what it says then. */
export function barMark(className: string, { x, y, width, height }: Box, reading: string): Markup {
  return markup`<rect class="m ${className}" x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}"><title>${reading}</title></rect>`;
}

/** Several shapes that are one mark. */
export function groupMark(reading: string, ...shapes: readonly MarkupPart[]): Markup {
  return markup`<g class="m"><title>${reading}</title>${shapes}</g>`;
}

export function rectangle(className: string, { x, y, width, height }: Box): Markup {
  return markup`<rect class="${className}" x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}"/>`;
}

/** The path of a straight line; of an upright or level one in its short form. */
export function linePathBetween(x1: number, y1: number, x2: number, y2: number): string {
  const end =
    x1 === x2 ? `V${coordinate(y2)}` : y1 === y2 ? `H${coordinate(x2)}` : `L${coordinate(x2)} ${coordinate(y2)}`;
  return `M${coordinate(x1)} ${coordinate(y1)}${end}`;
}

export function lineBetween(className: string, x1: number, y1: number, x2: number, y2: number): Markup {
  return pathOf(className, linePathBetween(x1, y1, x2, y2));
}

/** Bars that stand on a line, as one path: they are not marks of their own. */
export function barsPath(className: string, boxes: readonly Box[]): Markup {
  const d = boxes
    .filter(({ height }) => height > 0)
    .map(
      ({ x, y, width, height }) =>
        `M${coordinate(x)} ${coordinate(y + height)}v${coordinate(-height)}h${coordinate(width)}v${coordinate(height)}`,
    );
  return d.length === 0 ? markup`` : pathOf(className, d.join(''));
}

/** A path from numbers that a drawing made. */
export function pathOf(className: string, d: string): Markup {
  return markup`<path class="${className}" d="${d}"/>`;
}

/** A dot of 10 px: `dot`, filled, or `hollow`. */
export function dotAt(className: string, x: number, y: number, radius = 5): Markup {
  return markup`<circle class="${className}" cx="${x}" cy="${y}" r="${radius}"/>`;
}

/** What tells the series of a drawing apart beside colour and dash: circle, square, triangle, diamond, cross. */
export function markerAt(series: number, x: number, y: number): Markup {
  if (series === 0) return dotAt('dot', x, y, 3.5);
  const [at, under] = [coordinate(x), coordinate(y + 4)];
  const shapes = [
    `M${coordinate(x - 3.5)} ${coordinate(y - 3.5)}h7v7h-7z`,
    `M${at} ${coordinate(y - 4.5)}l4.5 8h-9z`,
    `M${at} ${coordinate(y - 5)}l4.5 5l-4.5 5l-4.5 -5z`,
    `M${coordinate(x - 1.5)} ${under}v-2.5h-2.5v-3h2.5v-2.5h3v2.5h2.5v3h-2.5v2.5z`,
  ];
  return pathOf('dot', shapes[(series - 1) % shapes.length] ?? '');
}

/** Text with its baseline at `y`. */
export function textAt(x: number, y: number, text: string, anchor: Anchor = 'start', className = ''): Markup {
  const names = [anchor === 'start' ? '' : anchor, className].filter((name) => name !== '').join(' ');
  return markup`<text${names === '' ? '' : markup` class="${names}"`} x="${x}" y="${y}">${text}</text>`;
}

/** A name of the data within `width` px: cut in its middle where it is longer, the whole of it then on pointing. */
export function nameAt(x: number, y: number, name: string, width: number, anchor: Anchor = 'start'): Markup {
  const short = shorten(name, width, fontSize);
  if (short === name) return textAt(x, y, name, anchor);
  return markup`<text${anchor === 'start' ? '' : markup` class="${anchor}"`} x="${x}" y="${y}">${short}<title>${name}</title></text>`;
}

/** Width of the widest of these texts, px, at most `most`. */
export function widest(texts: readonly string[], most: number): number {
  return Math.min(
    most,
    Math.ceil(Math.max(0, ...texts.map((text) => textWidth(shorten(text, most, fontSize), fontSize)))),
  );
}

/** Diagonal lines that fill a box, as the path of one stroke; no pattern with a name that another drawing might have. */
export function hatching({ x, y, width, height }: Box, gap = 6): Markup {
  let d = '';
  for (let offset = gap; offset < width + height; offset += gap) {
    const [x1, y1] = offset <= height ? [0, height - offset] : [offset - height, 0];
    const [x2, y2] = offset <= width ? [offset, height] : [width, height - (offset - width)];
    d += `M${coordinate(x + x1)} ${coordinate(y + y1)}L${coordinate(x + x2)} ${coordinate(y + y2)}`;
  }
  return ownMarkup(d === '' ? '' : `<path class="hatch" d="${d}"/>`);
}
