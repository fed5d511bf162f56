import { type Markup, markup } from '../markup/markup.ts';
import { linkHref } from './link-href.ts';
import { type State, stateBadge } from './state.ts';

export interface FindingItem {
  readonly state: State;
  /** Instead of the state's usual word. */
  readonly word?: string;
  /** One sentence with its number and the rows it was counted on. */
  readonly sentence: string;
  /** A second line: what to do, or what it was computed from. */
  readonly detail?: string;
  /** Where on the page its evidence stands: `#` and the id of a section. */
  readonly href?: string;
  /** What the link is called; "evidence" unless told. */
  readonly linkText?: string;
  /** A figure that is shown with it: beside the sentence where there is room, below it where it is wide. */
  readonly picture?: Markup;
  readonly isPictureWide?: boolean;
}

/** Findings as a list, each an entry of `findingEntry`; a sentence where there are none. */
export function findingList(entries: readonly Markup[]): Markup {
  if (entries.length === 0) return markup`<p class="stated">Nothing was found.</p>`;
  return markup`<ol class="findings">${entries}</ol>`;
}

/** One finding of a list: sign, word and colour of its state, its sentence, and the way to its evidence. */
export function findingEntry(item: FindingItem): Markup {
  const { state, word, sentence, detail, href, linkText = 'evidence', picture, isPictureWide } = item;
  const link = href !== undefined && markup` <a href="${linkHref(href)}">${linkText}</a>`;
  const drawn =
    picture !== undefined && markup`<div class="picture${isPictureWide === true && ' broad'}">${picture}</div>`;
  return markup`<li class="finding">${stateBadge(state, word)}<div><p dir="auto">${sentence}${link}</p>${detail !== undefined && markup`<p class="stated" dir="auto">${detail}</p>`}</div>${drawn}</li>`;
}
