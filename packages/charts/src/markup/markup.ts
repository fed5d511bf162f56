import { escapeMarkup } from './escape.ts';

const isOwn: unique symbol = Symbol('markup');

/** Text of HTML or SVG that only this module makes, so that whatever else is put into a page is escaped. */
export interface Markup {
  readonly [isOwn]: true;
  readonly text: string;
}

/** Numbers are coordinates: at most one digit after the point. `undefined` and `false` leave nothing. */
export type MarkupPart = Markup | string | number | false | undefined | readonly MarkupPart[];

/**
 * A template of HTML or SVG. Strings in it are escaped, for elements and for quoted attributes alike; markup and lists
 * of it stand as they are. TypeError for anything else, RangeError for a number that is not finite.
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  let text = strings[0] ?? '';
  for (const [i, part] of parts.entries()) text += partText(part) + (strings[i + 1] ?? '');
  return ownMarkup(text);
}

/** Text of our own source (style, script, numbers of a path) that stands as it is. Never for what comes from data. */
export function ownMarkup(text: string): Markup {
  return { [isOwn]: true, text };
}

/** A coordinate to a tenth of a pixel. RangeError where it is not finite. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`a coordinate must be finite, came ${value}`);
  const rounded = Math.round(value * 10) / 10;
  return rounded === 0 ? '0' : String(rounded);
}

function partText(part: MarkupPart): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escapeMarkup(part);
  if (typeof part === 'number') return coordinate(part);
  if (Array.isArray(part)) return (part as readonly MarkupPart[]).map(partText).join('');
  if (typeof part === 'object' && isOwn in part) return part.text;
  throw new TypeError('only markup, text and numbers can stand in markup');
}
