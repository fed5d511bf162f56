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
  /** A figure that is shown with it. */
  readonly picture?: Markup;
}

/** Findings as a list, each with sign, word and colour of its state, its sentence, and the way to its evidence. */
export function findingList(items: readonly FindingItem[]): Markup {
  if (items.length === 0) return markup`<p class="stated">Nothing was found.</p>`;
  return markup`<ol class="findings">${items.map(findingMarkup)}</ol>`;
}

function findingMarkup({ state, word, sentence, detail, href, linkText = 'evidence', picture }: FindingItem): Markup {
  const link = href !== undefined && markup` <a href="${linkHref(href)}">${linkText}</a>`;
  return markup`<li><div class="finding">${stateBadge(state, word)}<div><p dir="auto">${sentence}${link}</p>${detail !== undefined && markup`<p class="stated" dir="auto">${detail}</p>`}${picture}</div></div></li>`;
}
