/** The cells of a row of delimited text that misfits, cut at the usual delimiters. */
export function cellsOf(text: string): readonly string[] {
  return text.split(/[,;\t|\r\n]/).map((cell) => cell.trim().replace(/^"|"$/g, ''));
}
