import { frequentKept, hash32, hashedValues, mergeRegisters, mostExact } from '@tend/kernels';
import { canonicalOrder } from '../recipe/canonical-order.ts';
import { mergeTextCounts, type TextCounts } from './text-counts.ts';

/** Texts and their rows as they are kept: all that occur, or of more than 65,536 distinct ones the 1,024 most frequent. */
export interface KeptTexts extends TextCounts {
  /** Present where not all texts are listed. */
  readonly unlisted?: UnlistedTexts;
}

/** What is known of the texts that are not listed. Counts are never too large. */
export interface UnlistedTexts {
  /** A listed text may stand in so many rows more, at most: 0 until parts are merged. */
  readonly shortfall: number;
  /** A text that is not listed stands in so many rows, at most. */
  readonly mostRows: number;
  /** HyperLogLog registers of all texts, the listed ones among them. */
  readonly registers: Uint8Array;
}

/** What is kept of counted texts: without those that occur nowhere, such as texts of rows that were not looked at. */
export function keepTexts(texts: KeptTexts): KeptTexts {
  const { n, missing, dictionary, counts, unlisted } = texts;
  const occurring = dictionary.map((_, code) => code).filter((code) => (counts[code] as number) > 0);
  const limit = unlisted === undefined ? mostExact : frequentKept;
  if (occurring.length <= limit)
    return { n, missing, ...chosen(texts, occurring), ...(unlisted === undefined ? {} : { unlisted }) };
  const ranked = occurring.sort(
    (a, b) => (counts[b] as number) - (counts[a] as number) || canonicalOrder(dictionary[a] ?? '', dictionary[b] ?? ''),
  );
  const left = counts[ranked[frequentKept] ?? -1] ?? 0;
  const { shortfall, mostRows, registers } = unlisted ?? { shortfall: 0, mostRows: 0, registers: registersOf(texts) };
  return {
    n,
    missing,
    ...chosen(texts, ranked.slice(0, frequentKept)),
    unlisted: { shortfall, mostRows: Math.max(mostRows, left + shortfall), registers },
  };
}

/** The texts of two parts together. The bounds say what either part may not have listed. */
export function mergeKeptTexts(a: KeptTexts, b: KeptTexts): KeptTexts {
  const merged = mergeTextCounts(a, b);
  if (a.unlisted === undefined && b.unlisted === undefined) return keepTexts(merged);
  const [inA, inB] = [boundsOf(a), boundsOf(b)];
  const shortfall = Math.max(inA.shortfall + inB.shortfall, inA.shortfall + inB.mostRows, inA.mostRows + inB.shortfall);
  const registers = mergeRegisters(inA.registers, inB.registers);
  return keepTexts({ ...merged, unlisted: { shortfall, mostRows: inA.mostRows + inB.mostRows, registers } });
}

function boundsOf(texts: KeptTexts): UnlistedTexts {
  return texts.unlisted ?? { shortfall: 0, mostRows: 0, registers: registersOf(texts) };
}

function chosen(
  { dictionary, counts }: TextCounts,
  codes: readonly number[],
): Pick<TextCounts, 'dictionary' | 'counts'> {
  return {
    dictionary: codes.map((code) => dictionary[code] ?? ''),
    counts: Uint32Array.from(codes, (code) => counts[code] as number),
  };
}

/** Each text is hashed to a whole number of 53 bits, so that two share one with a chance of about 1 in 10^16. */
function registersOf({ dictionary, counts }: TextCounts): Uint8Array {
  const hashes = new Float64Array(dictionary.length);
  let used = 0;
  for (const [code, text] of dictionary.entries()) {
    if (counts[code] === 0) continue;
    let [high, low] = [text.length, 1];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      high = hash32(high, unit);
      low = hash32(unit, low);
    }
    hashes[used++] = (high >>> 11) * 2 ** 32 + low;
  }
  return hashedValues(hashes.subarray(0, used));
}
