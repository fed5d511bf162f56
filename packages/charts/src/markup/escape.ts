const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// What neither XML nor HTML may hold, and what turns the direction of the text after it around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\ufffe\uffff]/g;

/**
 * Text as it stands in an element or in a quoted attribute. Characters that XML forbids, halves of surrogate pairs and
 * overrides of direction become U+FFFD: they show as a mark and do nothing.
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replace(forbidden, '\ufffd')
    .replace(/[&<>"']/g, (character) => named[character] ?? character);
}
