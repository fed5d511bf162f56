import type { Place, ProblemCategory, ProblemJson } from '@tend/protocol';
import { labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { displayWidth, padStart, truncate, wrap } from './width.ts';

/** `error[TND-nnnn]: sentence`, then place, expected, came and next; `nothing was changed` where that is certain. */
export function renderProblem(look: Look, problem: ProblemJson, category: ProblemCategory): readonly string[] {
  const title = `error[${problem.code}]: `;
  const [first = '', ...rest] = wrap(problem.message, look.width - displayWidth(title));
  return [
    `${look.paint.red(look.paint.bold(title.trimEnd()))} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(problem.place === undefined ? [] : renderPlace(look, problem.place)),
    ...labelled(look, 'expected', problem.expected === undefined ? [] : [problem.expected]),
    ...labelled(look, 'came', problem.came === undefined ? [] : [problem.came]),
    ...labelled(look, 'next', problem.next ?? []),
    ...(category === 'input' ? [look.paint.dim('  nothing was changed')] : []),
  ];
}

function renderPlace(look: Look, place: Place): readonly string[] {
  const at = [place.file, place.line, place.line === undefined ? undefined : place.column].filter(
    (part) => part !== undefined,
  );
  const lines = labelled(look, 'at', [at.join(':')]);
  if (place.text === undefined || place.line === undefined) return lines;
  const number = padStart(String(place.line), 7);
  const room = look.width - 14;
  // A long line is shown around its fault: the start of a 400-column CSV row says nothing.
  const column = place.column ?? 1;
  const skipped = column - 1 > room - 10 ? column - 1 - Math.floor(room / 2) : 0;
  const mark = look.glyphs.ellipsis;
  const shown = truncate((skipped > 0 ? mark : '') + place.text.slice(skipped), room, mark);
  const source = `  ${look.paint.dim(`${number} ${look.glyphs.rule}`)} ${shown}`;
  if (place.column === undefined) return [...lines, source];
  const before = (skipped > 0 ? mark : '') + place.text.slice(skipped, column - 1);
  const caret = `${' '.repeat(displayWidth(before))}${look.paint.red('^')}`;
  return [...lines, source, `  ${look.paint.dim(`${' '.repeat(7)} ${look.glyphs.rule}`)} ${caret}`];
}
