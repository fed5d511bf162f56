import { type Markup, markup } from '../markup/markup.ts';
import { lineHeight } from './compose-chart.ts';
import { lineBetween, nameAt, textAt, widest } from './marks.ts';

/** Height of a row of a drawing that has one name a row, px. */
const rowHeight = 26;

/** Rows one below the other: a name to the left, marks in the middle, a number to the right. */
export interface RowLayout {
  /** The middle part's ends, px. */
  readonly from: number;
  readonly to: number;
  /** The first row's upper edge and the last row's lower edge, px. */
  readonly top: number;
  readonly bottom: number;
  readonly rowHeight: number;
  /** The vertical middle of a row, px. */
  middle(row: number): number;
  /** Names and numbers of all rows. */
  readonly words: Markup;
}

interface RowInput {
  readonly width: number;
  readonly names: readonly string[];
  /** One or two numbers a row, each in a column of its own. */
  readonly values: readonly (readonly string[])[];
  readonly top: number;
  /** What the numbers to the right are; stands above them. */
  readonly header?: string;
  /** Rows whose name is ours and not of the data: other, missing. */
  readonly quiet?: ReadonlySet<number>;
}

/** Lays rows out: names take at most two fifths of the width and are cut in their middle beyond that. */
export function rowLayout({ width, names, values, top, header, quiet }: RowInput): RowLayout {
  const nameWidth = widest(names, width * 0.4);
  const columns = Math.max(1, ...values.map(({ length }) => length));
  const columnWidths = Array.from({ length: columns }, (_, k) =>
    widest([...values.map((row) => row[k] ?? ''), header ?? ''], width * 0.2),
  );
  const ends = columnWidths.map((_, k) => width - columnWidths.slice(k + 1).reduce((sum, each) => sum + each + 8, 0));
  const valueWidth = columnWidths.reduce((sum, each) => sum + each + 8, -8);
  const first = top + (header === undefined ? 0 : lineHeight);
  const middle = (row: number): number => first + row * rowHeight + rowHeight / 2;
  const words = names.map((name, i) => {
    const y = middle(i) + 4.5;
    const label = quiet?.has(i) === true ? textAt(0, y, name, 'start', 'quiet') : nameAt(0, y, name, nameWidth);
    return markup`${label}${ends.map((end, k) => textAt(end, y, values[i]?.[k] ?? '', 'end'))}`;
  });
  const bottom = first + names.length * rowHeight;
  return {
    from: nameWidth + 12,
    to: width - valueWidth - 12,
    top: first,
    bottom,
    rowHeight,
    middle,
    words: markup`${header !== undefined && textAt(width, top + 13, header, 'end', 'quiet')}${words}`,
  };
}

/** A vertical line through all rows with its label above: what rows are compared with. */
export function rowBaseline(layout: RowLayout, at: number, label: string): Markup {
  const anchor =
    at < (layout.from * 2 + layout.to) / 3 ? 'start' : at > (layout.from + 2 * layout.to) / 3 ? 'end' : 'middle';
  return markup`${lineBetween('base', at, layout.top - 2, at, layout.bottom)}${textAt(at, layout.top - 6, label, anchor, 'quiet')}`;
}
