import { type Markup, markup, ownMarkup } from '../markup/markup.ts';
import { chartStyle } from '../plot/chart-style.ts';
import { tokenStyle } from '../tokens/token-style.ts';
import { pageScript, pageScriptHash } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { type State, stateBadge, stateGlyph } from './state.ts';

export interface PageInput {
  readonly title: string;
  /** What the page concludes, in one sentence, and who it is for. */
  readonly verdict: {
    readonly state: State;
    readonly sentence: string;
    readonly word?: string;
    readonly audience?: string;
  };
  /** What stands between the verdict and the first section: the strip of states, a notice. */
  readonly lead?: Markup;
  readonly sections: readonly PageSection[];
  /** The end of the page. The first 32 characters of the hash stand on each printed page. */
  readonly footer: { readonly hash?: string; readonly lines: readonly string[] };
}

export interface PageSection {
  /** Letters, digits and hyphens; unique on the page. */
  readonly id: string;
  readonly title: string;
  /** The section in a sentence, under its heading or beside it where folded. */
  readonly summary?: string;
  /** Shown before the title, here and in the contents. */
  readonly state?: State;
  readonly body: Markup;
  /** Closed until it is opened; on paper it is open. */
  readonly isFolded?: boolean;
  /** Contents only: it stands below the section before it. */
  readonly level?: 1 | 2;
}

/** Nothing is loaded from anywhere; the one script is named by its hash. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${pageScriptHash}'; img-src data:; base-uri 'none'; form-action 'none'`;

/**
 * One self-contained HTML document: verdict first, contents to the left where there is room, sections in their order,
 * footer with the hash. It needs no script and no network; the script it carries sorts tables, walks marks by arrow
 * keys and changes the theme. RangeError for ids that are malformed or not unique.
 */
export function page({ title, verdict, lead, sections, footer }: PageInput): string {
  const ids = new Set<string>();
  for (const { id } of sections) {
    if (!/^[a-z][a-z0-9-]*$/i.test(id))
      throw new RangeError(`the id of a section is letters, digits and hyphens, came ${id}`);
    if (ids.has(id)) throw new RangeError(`two sections have the id ${id}`);
    ids.add(id);
  }
  const style = ownMarkup([tokenStyle(), chartStyle(), pageStyle(), printedHash(footer.hash)].join('\n'));
  const { audience, sentence, state, word } = verdict;
  const hash = footer.hash !== undefined && markup`<p>Hash <code>${footer.hash}</code></p>`;
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdict</a>
<nav class="contents" aria-label="Contents"><p class="contents-title" dir="auto">${title}</p><ol>${sections.map(contentsEntry)}</ol></nav>
<main id="main" tabindex="-1">
<header><p class="page-title" dir="auto">${title}</p>${stateBadge(state, word)}<h1 dir="auto">${sentence}</h1>${audience !== undefined && markup`<p class="stated">${audience}</p>`}</header>
${lead}
${sections.map(sectionMarkup)}
<footer>${hash}${footer.lines.map((line) => markup`<p dir="auto">${line}</p>`)}</footer>
</main>
<div id="reading" class="aside" aria-live="polite"></div>
<script>${ownMarkup(pageScript)}</script>
</body>
</html>
`.text;
}

/** The hash at the foot of each printed page. Only what looks like one may stand in the style. */
function printedHash(hash: string | undefined): string {
  if (hash === undefined || !/^[\w:-]{1,80}$/.test(hash)) return '';
  return `@page{@bottom-left{content:"${hash.slice(0, 32)}";font:9pt sans-serif;color:#524E45}}`;
}

function contentsEntry({ id, title, state, level }: PageSection): Markup {
  return markup`<li${level === 2 && markup` class="below"`}><a href="#${id}">${state !== undefined && stateGlyph(state)}<bdi>${title}</bdi></a></li>`;
}

function sectionMarkup({ id, title, summary, state, body, isFolded, level }: PageSection): Markup {
  const inside = markup`${state !== undefined && stateGlyph(state)}<bdi>${title}</bdi>`;
  const heading = level === 2 ? markup`<h3>${inside}</h3>` : markup`<h2>${inside}</h2>`;
  if (isFolded === true)
    return markup`<section id="${id}"><details class="folded"><summary>${heading}${summary !== undefined && markup` <span dir="auto">${summary}</span>`}</summary>${body}</details></section>`;
  return markup`<section id="${id}">${heading}${summary !== undefined && markup`<p class="summary" dir="auto">${summary}</p>`}${body}</section>`;
}
