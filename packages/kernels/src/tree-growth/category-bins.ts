/** As LightGBM's min_data_in_bin: a category seen in fewer rows says nothing, unless it is one of the first two. */
const minRowsInBin = 3;

/**
 * The categories of at most `maxBins` bins, the most frequent first, of equals the lowest code; `counts` says in how many
 * rows each code was seen. Rare ones, and those that were not seen, are left to the bin of missing values.
 * Source: LightGBM, BinMapper::FindBin, with a limit of bins that always holds.
 */
export function categoryBins(counts: Float64Array | Uint32Array, maxBins: number): Uint16Array {
  const seen = [...counts.keys()].filter((code) => (counts[code] as number) > 0);
  seen.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const kept = seen.findIndex((code, place) => place > 1 && (counts[code] as number) < minRowsInBin);
  return Uint16Array.from(seen.slice(0, Math.min(maxBins, kept < 0 ? seen.length : kept)));
}

/** In how many rows, or what weight of them, each code from 0 to `categories` - 1 stands; other values count nowhere. */
export function countCategories(values: Float32Array, categories: number, weights?: Float64Array): Float64Array {
  const counts = new Float64Array(categories);
  for (let r = 0; r < values.length; r++) {
    const code = categoryOf(values[r] as number, categories);
    if (code >= 0) (counts[code] as number) += weights?.[r] ?? 1;
  }
  return counts;
}

/** The code that a value is; -1 where it is none: missing, a fraction, or outside 0 to `categories` - 1. */
export function categoryOf(value: number, categories: number): number {
  const code = value >= 0 && value < categories ? value | 0 : -1;
  return code === value ? code : -1;
}
