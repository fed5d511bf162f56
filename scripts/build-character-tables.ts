// Writes packages/learn/src/text/character-tables.ts from the Unicode tables of this Node. The file is pinned: texts must become the
// same words on every platform, so it changes only when somebody runs this and says so.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const file = join(import.meta.dirname, '..', 'packages', 'learn', 'src', 'text', 'character-tables.ts');
const isWord = (code: number): boolean => /[\p{L}\p{M}\p{N}\p{Pc}]/u.test(String.fromCodePoint(code));
const isUpper = (code: number): boolean => /\p{Lu}/u.test(String.fromCodePoint(code));
const isPunctuation = (code: number): boolean => /\p{P}/u.test(String.fromCodePoint(code));

/** Of each range the distance from the end of the one before and the length, base 36. */
function ranges(has: (code: number) => boolean): string {
  const parts: string[] = [];
  let [end, start] = [0, -1];
  for (let code = 0; code <= 0x110000; code++) {
    const isIn = code < 0x110000 && has(code);
    if (isIn && start < 0) start = code;
    if (isIn || start < 0) continue;
    parts.push((start - end).toString(36), (code - start).toString(36));
    end = code;
    start = -1;
  }
  return parts.join(' ');
}

/** Runs of code points at one distance from each other and from their small letters: start, count, stride, distance; base 36. */
function lowerCases(): string {
  const runs: [start: number, count: number, stride: number, distance: number][] = [];
  for (let code = 128; code < 0x110000; code++) {
    const small = code === 0x130 ? 'i' : String.fromCodePoint(code).toLowerCase();
    const to = small.codePointAt(0) ?? code;
    if (to === code) continue;
    const last = runs.at(-1);
    const gap = last === undefined ? 0 : code - (last[0] + (last[1] - 1) * last[2]);
    if (last !== undefined && last[3] === to - code && gap <= 2 && (last[1] === 1 || gap === last[2])) {
      last[1]++;
      last[2] = gap;
    } else runs.push([code, 1, 1, to - code]);
  }
  let before = 0;
  return runs
    .flatMap(([start, ...rest]) => {
      const shift = start - before;
      before = start;
      return [shift, ...rest].map((number) => number.toString(36));
    })
    .join(' ');
}

const constants = [
  ['wordRanges', 'Letters, marks, numbers and connecting punctuation: \\w of UTS #18.', ranges(isWord)],
  ['upperRanges', 'Capital letters.', ranges(isUpper)],
  ['punctuationRanges', 'Punctuation of all kinds.', ranges(isPunctuation)],
  ['lowerCaseRuns', 'The small letters of capitals above ASCII, one for one.', lowerCases()],
];
const lines = constants.map(([name, what, text]) => `/** ${what} */\nexport const ${name}: string =\n  '${text}';\n`);
writeFileSync(
  file,
  [
    '// Written by `npm run characters`.\n',
    `/** The version of Unicode that the tables are of. */\nexport const unicodeVersion: string = '${process.versions.unicode}';\n`,
    ...lines,
  ].join('\n'),
);
