import { formatCount } from '../format/format-value.ts';
import { type Markup, markup } from '../markup/markup.ts';
import { linkHref } from './link-href.ts';
import { type State, stateGlyph } from './state.ts';

/** A count with the words that follow it: 3 "block", 12 "to look at"; or a fact in words with its label. */
export interface StripFact {
  readonly state: State;
  readonly value: number | string;
  readonly label: string;
  readonly href?: string;
}

/** A line of counts by state, and of the facts that a reader needs first. */
export function stateStrip(facts: readonly StripFact[]): Markup {
  const items = facts.map(({ state, value, label, href }) => {
    const words = markup`${state !== 'note' && stateGlyph(state)}<b>${typeof value === 'number' ? formatCount(value) : value}</b> ${label}`;
    return markup`<li class="${state}">${href === undefined ? words : markup`<a href="${linkHref(href)}">${words}</a>`}</li>`;
  });
  return markup`<ul class="strip">${items}</ul>`;
}
