/** How other programs spell a missing number or time. In text such a word can be a value: there it is never guessed. */
export const missingSpellings: readonly string[] = [
  ...[
    'NA',
    'N/A',
    'n/a',
    'na',
    '#N/A',
    '<NA>',
    'NaN',
    'nan',
    'NAN',
    'null',
    'NULL',
    'Null',
    'None',
    'none',
    'NONE',
    '\\N',
  ],
  ...['?', '-', '--', '.', ' ', '  '],
];

const known = new Set(missingSpellings);

/** Whether a text among numbers or times is a known spelling of a missing one: a word of the list, or blanks alone. */
export function isMissingSpelling(text: string): boolean {
  return known.has(text) || /^[ \t]+$/.test(text);
}
