import { formatDate, formatInstant } from '@tend/table';
import type { BinnedColumn } from './bin-columns.ts';

/** Few bins of a column, each with a name that a person understands. */
export interface CoarseBins {
  readonly column: string;
  /** Of each code of the column its bin; -1 for missing. */
  readonly binOf: Int32Array;
  readonly names: readonly string[];
}

const leastShared = 5;

/**
 * Joins the codes of a column to at most `most` bins: ranges of numbers with about as many rows each, or the most frequent
 * texts (at least 5 rows) and the rest.
 */
export function coarseBins(binned: BinnedColumn, most: number): CoarseBins {
  return binned.levels === undefined ? ranges(binned, most) : levels(binned, binned.levels, most);
}

function levels({ column, counts }: BinnedColumn, texts: readonly string[], most: number): CoarseBins {
  const binOf = new Int32Array(counts.length).fill(-1);
  const frequent: number[] = [];
  for (let code = 1; code < counts.length; code++) if ((counts[code] as number) >= leastShared) frequent.push(code);
  frequent.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  const listed = frequent.slice(0, most - 1);
  for (const [bin, code] of listed.entries()) binOf[code] = bin;
  const names = listed.map((code) => `"${texts[code - 1]}"`);
  let isRest = false;
  for (let code = 1; code < counts.length; code++)
    if ((counts[code] as number) > 0 && (binOf[code] as number) < 0) {
      binOf[code] = listed.length;
      isRest = true;
    }
  return { column, binOf, names: isRest ? [...names, 'any other value'] : names };
}

function ranges({ column, kind, counts, cuts = new Float64Array() }: BinnedColumn, most: number): CoarseBins {
  const binOf = new Int32Array(counts.length).fill(-1);
  let present = 0;
  for (let code = 1; code < counts.length; code++) present += counts[code] as number;
  const bounds: number[] = [];
  let bin = 0;
  let inBin = 0;
  let seen = 0;
  for (let code = 1; code < counts.length; code++) {
    binOf[code] = bin;
    inBin += counts[code] as number;
    seen += counts[code] as number;
    if (code < counts.length - 1 && bin < most - 1 && inBin >= leastShared && seen * most >= present * (bin + 1)) {
      bounds.push(cuts[code - 1] as number);
      bin++;
      inBin = 0;
    }
  }
  const shown = bounds.map((bound) => shownBound(bound, kind));
  const names = Array.from({ length: bin + 1 }, (_, i) => {
    if (bin === 0) return 'any value';
    if (i === 0) return `at most ${shown[0]}`;
    return i === bin ? `above ${shown[i - 1]}` : `above ${shown[i - 1]} up to ${shown[i]}`;
  });
  return { column, binOf, names };
}

/** Four digits tell where a bin ends, and are no one's own value. */
function shownBound(bound: number, kind: BinnedColumn['kind']): string {
  if (kind === 'date') return formatDate(Math.floor(bound));
  if (kind === 'instant') return formatInstant(Math.floor(bound / 3_600_000) * 3_600_000).slice(0, 13);
  return String(Number(bound.toPrecision(4)));
}
