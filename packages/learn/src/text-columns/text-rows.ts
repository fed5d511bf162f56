import type { TextColumn } from '@tend/table';

/** The different texts of a column in some rows, with how many rows hold each. */
export interface TextRows {
  readonly column: string;
  /** Rows with a text. */
  readonly n: number;
  readonly texts: readonly string[];
  readonly counts: Int32Array;
  /** Of each of the rows the place of its text; -1 for missing. */
  readonly placeOf: Int32Array;
}

/** The texts of a column in these rows, in the order of the dictionary. */
export function textRows({ name, codes, dictionary }: TextColumn, rows: Int32Array): TextRows {
  const counted = new Int32Array(dictionary.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i] as number] ?? -1;
    if (code < 0) continue;
    counted[code] = (counted[code] as number) + 1;
    n++;
  }
  const places = new Int32Array(dictionary.length).fill(-1);
  const texts: string[] = [];
  const counts: number[] = [];
  for (const [code, text] of dictionary.entries()) {
    if (counted[code] === 0) continue;
    places[code] = texts.push(text) - 1;
    counts.push(counted[code] as number);
  }
  const placeOf = new Int32Array(rows.length);
  for (let i = 0; i < placeOf.length; i++) {
    const code = codes[rows[i] as number] ?? -1;
    placeOf[i] = code < 0 ? -1 : (places[code] as number);
  }
  return { column: name, n, texts, counts: Int32Array.from(counts), placeOf };
}
