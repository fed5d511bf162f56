import { type Markup, markup } from '../markup/markup.ts';
import type { Chart, ChartText, DataTable } from './chart.ts';

/** Size of all text in drawings, px. */
export const fontSize = 13;
/** Height of a line of text, px. */
export const lineHeight = 18;

/** Width of a drawing, px. RangeError where nothing could be read at it. */
export function chartWidth({ width = 360 }: ChartText): number {
  if (!(width >= 240 && width <= 2000)) throw new RangeError(`a drawing is 240 to 2000 px wide, came ${width}`);
  return width;
}

/** What a drawing is made of. */
export interface ChartParts {
  readonly text: ChartText;
  /** What the drawing shows and of how many rows; the subtitle unless the text brings one. */
  readonly shows: string;
  /** How to read it, for those who do not see it. */
  readonly reading: string;
  readonly height: number;
  readonly width?: number;
  readonly body: Markup;
  readonly table: DataTable;
  readonly notes?: readonly string[];
}

/** Puts the parts of a drawing together: one `svg` with title and description whose marks carry their readings. */
export function composeChart(parts: ChartParts): Chart {
  const { text, shows, reading, body, table, notes = [] } = parts;
  const width = parts.width ?? chartWidth(text);
  const height = Math.ceil(parts.height);
  const subtitle = text.subtitle ?? shows;
  const size = `--w:${width}`;
  const svg = markup`<svg class="chart" role="img" viewBox="0 0 ${width} ${height}" style="${size}" xmlns="http://www.w3.org/2000/svg"><title>${text.title}</title><desc>${[`${subtitle}.`, reading, ...notes].filter((part) => part !== '').join(' ')}</desc>${body}</svg>`;
  return { title: text.title, subtitle, svg, width, height, table, notes };
}
