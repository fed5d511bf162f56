import { Problem } from '@tend/protocol';

/** Lines of fields; null is an empty field without quotes. The first line is the header. */
export type CsvLines = readonly (readonly (string | null)[])[];

/**
 * Reads comma-separated text (RFC 4180): quotes may enclose commas, line feeds and doubled quotes. TND-1009, naming the line, for
 * an open quote, text behind a closing quote, and a line with fewer or more fields than the header.
 */
export function readCsv(text: string): CsvLines {
  const lines: (string | null)[][] = [];
  let fields: (string | null)[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const { value, end } = text[at] === '"' ? quoted(text, at, lines.length + 1) : plain(text, at);
    fields.push(value);
    at = end;
    if (text[at] === ',') {
      at++;
      // A comma at the very end still opens a last, empty field.
      if (at < text.length) continue;
      fields.push(null);
    }
    if (text[at] === '\r') at++;
    if (at < text.length && text[at] !== '\n')
      throw malformed(lines.length + 1, 'a comma or the end of the line', 'more text');
    at++;
    addLine(lines, fields);
    fields = [];
  }
  return lines;
}

function plain(text: string, start: number): { value: string | null; end: number } {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
  return { value: end === start ? null : text.slice(start, end), end };
}

function quoted(text: string, start: number, line: number): { value: string; end: number } {
  let value = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw malformed(line, 'a closing quote', 'the end of the text');
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function addLine(lines: (string | null)[][], fields: (string | null)[]): void {
  const width = lines[0]?.length ?? fields.length;
  // An empty line is one missing value where there is one column, and nothing where there are more.
  if (fields.length === 1 && fields[0] === null && width !== 1) return;
  if (fields.length !== width)
    throw malformed(lines.length + 1, `${width} fields, as the header has`, `${fields.length}`);
  lines.push(fields);
}

function malformed(line: number, expected: string, came: string): Problem {
  return new Problem('TND-1009', { message: `line ${line} of the CSV is not valid`, expected, came, facts: { line } });
}
