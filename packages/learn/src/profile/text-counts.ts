import type { TextColumn } from '@tend/table';

/** How often each text of a column stands in some rows; `counts` goes with `dictionary`. */
export interface TextCounts {
  readonly n: number;
  readonly missing: number;
  readonly dictionary: readonly string[];
  readonly counts: Uint32Array;
}

/** Counts the texts of a column, or of some rows of it. */
export function countTexts({ codes, dictionary }: TextColumn, rows?: Int32Array): TextCounts {
  // The place before the first is that of the missing ones.
  const counts = new Uint32Array(dictionary.length + 1);
  const n = rows?.length ?? codes.length;
  if (rows === undefined)
    for (let i = 0; i < n; i++) {
      const place = (codes[i] as number) + 1;
      counts[place] = (counts[place] as number) + 1;
    }
  else
    for (let i = 0; i < n; i++) {
      const place = (codes[rows[i] as number] ?? -1) + 1;
      counts[place] = (counts[place] as number) + 1;
    }
  return { n, missing: counts[0] ?? 0, dictionary, counts: counts.subarray(1) };
}

/** The counts of two parts together; texts that only `b` has come behind those of `a`. */
export function mergeTextCounts(a: TextCounts, b: TextCounts): TextCounts {
  const n = a.n + b.n;
  const missing = a.missing + b.missing;
  if (a.dictionary === b.dictionary)
    return {
      n,
      missing,
      dictionary: a.dictionary,
      counts: a.counts.map((count, i) => count + (b.counts[i] as number)),
    };
  const places = new Map(a.dictionary.map((text, i) => [text, i]));
  const counts = [...a.counts];
  for (const [i, text] of b.dictionary.entries()) {
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    counts[place] = (counts[place] ?? 0) + (b.counts[i] as number);
  }
  return { n, missing, dictionary: [...places.keys()], counts: Uint32Array.from(counts) };
}
