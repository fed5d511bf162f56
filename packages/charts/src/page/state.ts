import { type Markup, markup } from '../markup/markup.ts';

/** How something stands, worst first: a group shows its worst. `note` is a fact that asks for nothing. */
export type State = 'fails' | 'unknown' | 'warns' | 'passes' | 'note';

const stateOrder: readonly State[] = ['fails', 'unknown', 'warns', 'passes', 'note'];

const words: Readonly<Record<State, string>> = {
  fails: 'fails',
  unknown: 'cannot be shown',
  warns: 'warns',
  passes: 'passes',
  note: 'note',
};

const octagon = 'M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z';
const shapes: Readonly<Record<State, Markup>> = {
  fails: markup`<path class="full" d="${octagon}"/><path class="sign" d="M5.5 5.5l5 5M10.5 5.5l-5 5"/>`,
  unknown: markup`<circle class="dashed" cx="8" cy="8" r="6.5"/><path class="sign own" d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8q-.8.4-.8 1.3M8 11.6v.2"/>`,
  warns: markup`<path class="full" d="M8 1.2L15.3 14H.7z"/><path class="sign" d="M8 5.8v3.6M8 11.6v.3"/>`,
  passes: markup`<circle class="full" cx="8" cy="8" r="7"/><path class="sign" d="M4.8 8.3l2.2 2.2l4.2-4.6"/>`,
  note: markup`<circle class="ring" cx="8" cy="8" r="6.5"/><path class="sign own" d="M8 7.3v4M8 4.6v.3"/>`,
};

/** The sign of a state without its word; it says nothing aloud, so its word has to stand beside it. */
export function stateGlyph(state: State): Markup {
  return markup`<svg class="glyph ${state}" aria-hidden="true" viewBox="0 0 16 16" width="16" height="16">${shapes[state]}</svg>`;
}

/** A state as sign, word and colour together; `word` replaces the usual one. */
export function stateBadge(state: State, word: string = words[state]): Markup {
  return markup`<span class="badge ${state}">${stateGlyph(state)} ${word}</span>`;
}

/** The worst of some states; `note` of none. */
export function worstState(states: readonly State[]): State {
  return stateOrder.find((state) => states.includes(state)) ?? 'note';
}
