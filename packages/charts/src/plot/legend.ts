import { type Markup, markup } from '../markup/markup.ts';
import { nameAt, widest } from './marks.ts';

interface LegendEntry {
  readonly label: string;
  /** The mark that stands for it, drawn into 20 by 18 px at this place. */
  key(x: number, y: number): Markup;
}

/** Marks and what they stand for, beside each other in one line of 18 px from `y`. */
export function legend(entries: readonly LegendEntry[], y: number, width: number): Markup {
  const most = width / entries.length - 36;
  let x = 0;
  return markup`${entries.map(({ label, key }) => {
    const at = x;
    const room = widest([label], most);
    x += 26 + room + 16;
    return markup`${key(at, y)}${nameAt(at + 26, y + 13, label, most)}`;
  })}`;
}
