import { type Markup, markup } from '../markup/markup.ts';

/** What of some items fitted into a budget of bytes, in their order, and how many did not. */
export interface Fitted {
  readonly parts: readonly Markup[];
  readonly sizeBytes: number;
  readonly shown: number;
  readonly left: number;
}

/**
 * Makes the markup of items one after another until the next one would pass the budget. What comes after it is counted
 * and not made, so that a page of ten thousand columns costs no more than what is shown.
 */
export function fitBudget<Item>(
  items: readonly Item[],
  budgetBytes: number,
  make: (item: Item, at: number) => Markup,
): Fitted {
  const parts: Markup[] = [];
  let sizeBytes = 0;
  for (const [i, item] of items.entries()) {
    const part = make(item, i);
    const size = sizeBytesOf(part);
    if (sizeBytes + size > budgetBytes) break;
    sizeBytes += size;
    parts.push(part);
  }
  return { parts, sizeBytes, shown: parts.length, left: items.length - parts.length };
}

/** Bytes of markup in UTF-8. */
export function sizeBytesOf({ text }: Markup): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // Half of a pair counts two, so that both together are four.
    if (unit >= 0x80) size += unit >= 0x800 && !(unit >= 0xd800 && unit <= 0xdfff) ? 2 : 1;
  }
  return size;
}

/** States what was cut, and the command that gives the rest. Nothing where nothing was. */
export function cutNotice(
  { shown, left }: { readonly shown: number; readonly left: number },
  what: string,
  command?: string,
): Markup {
  if (left === 0) return markup``;
  const counts = `${shown.toLocaleString('en-US')} of ${(shown + left).toLocaleString('en-US')} ${what} are shown here, to keep this page small.`;
  return markup`<p class="stated cut">${counts}${command !== undefined && markup` The rest: <code>${command}</code>`}</p>`;
}
