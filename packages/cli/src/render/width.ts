import { stripVTControlCharacters } from 'node:util';

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const zero = /\p{Mark}|\p{Cf}/u;

/** Cells that a text takes in a terminal: colours none, combining marks none, CJK and emoji two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of stripVTControlCharacters(text)) {
    if (char >= ' ' && char <= '~') width += 1;
    else if (!zero.test(char)) width += wide.test(char) ? 2 : 1;
  }
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Breaks a plain text (no colours) at spaces; a word longer than `width` is cut, never dropped. Always one line or more. */
export function wrap(text: string, width: number): readonly string[] {
  const limit = Math.max(8, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    const joined = line === '' ? rest : `${line} ${rest}`;
    if (displayWidth(joined) <= limit) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    while (displayWidth(rest) > limit) {
      const [head, tail] = cutAt(rest, limit);
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  lines.push(line);
  return lines;
}

/** Cuts to `width` cells with `mark` at the end: only for the one line that moves. */
export function truncate(text: string, width: number, mark: string): string {
  if (displayWidth(text) <= width) return text;
  return `${cutAt(text, Math.max(1, width - displayWidth(mark)))[0]}${mark}`;
}

function cutAt(text: string, width: number): [string, string] {
  let used = 0;
  let index = 0;
  for (const char of text) {
    const next = used + displayWidth(char);
    if (next > width && index > 0) break;
    used = next;
    index += char.length;
  }
  return [text.slice(0, index), text.slice(index)];
}
