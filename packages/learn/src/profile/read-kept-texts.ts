import { frequentKept, mostExact, totalCount } from '@tend/kernels';
import type { KeptTexts, UnlistedTexts } from './kept-texts.ts';
import type { SketchReader } from './sketch-reader.ts';

/** Reads what `writeKeptTexts` wrote. MalformedSketch for what no column of texts has. */
export function readKeptTexts(from: SketchReader): KeptTexts {
  const n = from.whole('rows', Number.MAX_SAFE_INTEGER);
  const missing = from.whole('missing rows', n);
  const present = n - missing;
  const unlisted = readUnlisted(from, present);
  const most = unlisted === undefined ? mostExact : frequentKept;
  const length = from.countUpTo('texts', most, 8);
  const counts = new Uint32Array(length);
  const dictionary = Array.from({ length }, (_, code) => {
    counts[code] = from.u32();
    return from.text();
  });
  if (new Set(dictionary).size < length || counts.includes(0))
    from.refuse('each text once, of one row or more', 'others');
  const total = totalCount(counts);
  if (total > present || (unlisted === undefined && total < present))
    from.refuse(`texts of ${present} rows`, `${total}`);
  return { n, missing, dictionary, counts, ...(unlisted === undefined ? {} : { unlisted }) };
}

function readUnlisted(from: SketchReader, present: number): UnlistedTexts | undefined {
  const flag = from.u8();
  if (flag > 1) from.refuse('all texts (0) or the frequent ones (1)', String(flag));
  if (flag === 0) return undefined;
  const shortfall = from.whole('shortfall', present);
  const mostRows = from.whole('rows of a text that is not listed', present);
  return { shortfall, mostRows, registers: from.registers() };
}
