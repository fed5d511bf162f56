import type { Look } from './look.ts';
import { displayWidth, padEnd, wrap } from './width.ts';

/** `  next       npx ...`: a label, then texts that wrap under each other; nothing for no text. */
export function labelled(look: Look, label: string, texts: readonly string[], labelWidth = 11): readonly string[] {
  const indent = 2 + labelWidth;
  return texts
    .flatMap((text) => wrapText(text, look.width - indent))
    .map((line, i) => `  ${look.paint.dim(padEnd(i === 0 ? label : '', labelWidth))}${line}`.trimEnd());
}

/** Commands and paths stay whole, a person copies them with one stroke; the words before a command wrap. */
function wrapText(text: string, width: number): readonly string[] {
  const at = text.indexOf('npx --no-install');
  if (at < 0) return text.includes(' ') ? wrap(text, width) : [text];
  const command = text.slice(at);
  if (at === 0) return [command];
  const words = [...wrap(text.slice(0, at).trimEnd(), width)];
  const last = words.pop() ?? '';
  const isRoom = displayWidth(last) + 1 + displayWidth(command) <= width;
  return isRoom ? [...words, `${last} ${command}`] : [...words, last, command];
}

/** A heading with an empty line before it. */
export function headed(look: Look, title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', look.paint.bold(title), ...lines];
}
