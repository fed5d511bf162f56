import { type Markup, markup } from '../markup/markup.ts';
import type { DataTable, TableCell } from '../plot/chart.ts';
import { linkHref } from './link-href.ts';

export interface TableOptions {
  /** The caption is for those who do not see it; a heading says it already. */
  readonly isCaptionHidden?: boolean;
  /** Headers sort the rows where the page's script runs. */
  readonly isSortable?: boolean;
}

/** A table with caption and scoped headers; the first cell of each row names it. Wide ones scroll by themselves. */
export function tableMarkup(
  { caption, columns, rows }: DataTable,
  { isCaptionHidden, isSortable }: TableOptions = {},
): Markup {
  const heads = columns.map(
    ({ header, isNumber }) => markup`<th scope="col"${isNumber === true && markup` class="num"`}>${header}</th>`,
  );
  const body = rows.map(
    (row) => markup`<tr>${row.map((cell, i) => cellMarkup(cell, i, columns[i]?.isNumber === true))}</tr>`,
  );
  return markup`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table${isSortable === true && markup` class="sortable"`}><caption${isCaptionHidden === true && markup` class="aside"`}>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Letters of scripts that run from left to right, numbers and signs. */
const fromLeft = /^[\u0020-\u024f\u2026\u2212]*$/;

function cellMarkup(cell: TableCell, at: number, isNumber: boolean): Markup {
  const { text, sortBy, drawing, href } = typeof cell === 'string' ? { text: cell } : { ...cell };
  // Most cells of a page are short and run from left to right; only what may not is set apart.
  const plain = fromLeft.test(text) ? markup`${text}` : markup`<bdi>${text}</bdi>`;
  const words = href === undefined ? plain : markup`<a href="${linkHref(href)}">${plain}</a>`;
  const inside = markup`${drawing}${drawing !== undefined && ' '}${words}`;
  const key = sortBy !== undefined && markup` data-v="${String(sortBy)}"`;
  if (at === 0) return markup`<th scope="row"${key}>${inside}</th>`;
  return markup`<td${!isNumber && markup` class="t"`}${key}>${inside}</td>`;
}
