const word = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

/** The words of a text in small letters: runs of letters and digits, with an apostrophe inside. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(word) ?? [];
}
