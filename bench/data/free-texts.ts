import { randomStream } from '@tend/kernels';

const syllables = [
  'ka',
  'lo',
  'mi',
  'ren',
  'tas',
  'vu',
  'shi',
  'or',
  'bel',
  'ny',
  'dra',
  'pe',
  'ion',
  'gu',
  'ast',
  'ver',
];
const separators = [' ', ' ', ' ', ' ', ' ', ', ', ' - ', '. '];

/** Distinct made-up words for the levels of a category; the same for the same name. */
export function words(name: string, count: number): readonly string[] {
  const random = randomStream(name.length * 7919 + count);
  const found = new Set<string>();
  while (found.size < count) found.add(word(2 + random.integer(3), () => random.integer(syllables.length)));
  return [...found];
}

/**
 * Cells of free text as a file holds them: three in four quoted, since they hold a comma or a quote, and one in fifty broken
 * into two lines.
 */
export function freeTexts(count: number): readonly string[] {
  const random = randomStream(20_010_305);
  const lexicon = words('comment', 400);
  return Array.from({ length: count }, (_, i) => {
    let text = '';
    for (let left = 2 + random.integer(9); left > 0; left--)
      text += (lexicon[random.integer(lexicon.length)] ?? '') + (separators[random.integer(separators.length)] ?? '');
    text = text.trim();
    if (random.integer(20) === 0) text = `"${text}" they said`;
    if (random.integer(50) === 0) text += `\nsigned ${i}`;
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
}

function word(length: number, next: () => number): string {
  return Array.from({ length }, () => syllables[next()] ?? '').join('');
}
