import { type Markup, markup } from '../markup/markup.ts';
import { hatching, rectangle, textAt } from './marks.ts';

/** What stands where there is nothing to draw: a hatched field that says so. Never an empty frame. */
export function emptyNotice(width: number, words: string): { readonly body: Markup; readonly height: number } {
  const box = { x: 1, y: 1, width: width - 2, height: 58 };
  const half = words.length * 4 + 16;
  const plate = { x: width / 2 - half, y: 18, width: 2 * half, height: 24 };
  const body = markup`${rectangle('empty', box)}${hatching(box, 8)}${rectangle('plate', plate)}${textAt(width / 2, 35, words, 'middle')}`;
  return { body, height: 60 };
}
