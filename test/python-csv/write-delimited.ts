/** How a table is spelled as delimited text. */
export interface Spelling {
  readonly delimiter: string;
  readonly quote: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly endsWithLineEnd: boolean;
  /** Whether a cell that needs no quotes gets them, by its row and column. */
  readonly isQuoted: (row: number, column: number) => boolean;
}

/** Delimited text by RFC 4180; quotes that do not begin a cell may stand unquoted, as many programs write inches. */
export function writeDelimited(rows: readonly (readonly string[])[], spelling: Spelling): string {
  const { delimiter, lineEnd, endsWithLineEnd } = spelling;
  const lines = rows.map((cells, row) => cells.map((cell, i) => writeCell(cell, row, i)).join(delimiter));
  return lines.join(lineEnd) + (endsWithLineEnd ? lineEnd : '');

  function writeCell(cell: string, row: number, column: number): string {
    const { quote } = spelling;
    const isNeeded =
      [delimiter, '\r', '\n'].some((mark) => cell.includes(mark)) ||
      cell.trimStart().startsWith(quote) ||
      // A line without a character is no row where it is the last, or where the table has more columns.
      (cell === '' && rows[0]?.length === 1);
    if (!isNeeded && !spelling.isQuoted(row, column)) return cell;
    return quote + cell.replaceAll(quote, quote + quote) + quote;
  }
}
