import { formatCount } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import type { Chart, DataTable } from '../plot/chart.ts';
import { tableMarkup } from './table-markup.ts';

export interface FigureOptions {
  /** The same finding drawn wider, shown instead from 900 px on. */
  readonly wide?: Chart;
  /** Without the table below; for pages that have its numbers elsewhere. */
  readonly isTableLeftOut?: boolean;
}

/** Rows of a folded table; of a longer one the first are shown and the count of all is stated. */
const mostRows = 120;

/** A drawing under its finding, with what was left out stated and its numbers in a folded table. */
export function figure(chart: Chart, { wide, isTableLeftOut }: FigureOptions = {}): Markup {
  const { title, subtitle, svg, notes, table } = chart;
  const drawing = (each: Markup, name: string): Markup => markup`<div class="drawing${name}">${each}</div>`;
  const drawings = wide === undefined ? drawing(svg, '') : [drawing(svg, ' narrow'), drawing(wide.svg, ' wide')];
  const words = (wide ?? chart).notes;
  const stated = notes.length > 0 && markup`<p class="stated">${words.join(' ')}</p>`;
  const twin =
    isTableLeftOut !== true &&
    table.rows.length > 0 &&
    markup`<details class="twin"><summary>Table</summary>${tableMarkup(shortened(table))}</details>`;
  return markup`<figure><figcaption><strong>${title}</strong> <span>${subtitle}</span></figcaption>${drawings}${stated}${twin}</figure>`;
}

function shortened(table: DataTable): DataTable {
  const { length } = table.rows;
  if (length <= mostRows) return table;
  const caption = `${table.caption}: the first ${mostRows} of ${formatCount(length, 'row')}`;
  return { ...table, caption, rows: table.rows.slice(0, mostRows) };
}

/** Figures beside each other as far as there is room. */
export function figureGrid(figures: readonly Markup[]): Markup {
  return markup`<div class="figures">${figures}</div>`;
}
