import { textWidth } from './text-width.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A label cut in its middle to about `width` px, so that both its beginning and its end can be read; never within a
 * character that people see as one. An empty text reads "(empty)", and blanks show as such.
 */
export function shorten(text: string, width: number, fontSize: number): string {
  const shown = visibleBlanks(text);
  // A text of a megabyte is not cut up whole: what could be shown of it stands in its ends.
  const long = shown.length > 400 ? `${shown.slice(0, 200)}${shown.slice(-200)}` : shown;
  if (long === shown && textWidth(shown, fontSize) <= width) return shown;
  const characters = Array.from(graphemes.segment(long), ({ segment }) => segment);
  let head = Math.ceil(characters.length / 2);
  let tail = characters.length - head;
  const cut = (): string => `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
  while (head > 1 && textWidth(cut(), fontSize) > width) {
    if (tail >= head) tail--;
    else head--;
  }
  return cut();
}

function visibleBlanks(text: string): string {
  if (text === '') return '(empty)';
  const flat = text.replace(/[\r\n\t]+/g, ' ');
  if (flat.trim() === '') return flat.length === 1 ? '(blank)' : `(${flat.length} blanks)`;
  return flat;
}
