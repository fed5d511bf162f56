import { canonicalOrder } from '../recipe/canonical-order.ts';
import type { FrequentValue, VariantProfile } from './column-profile.ts';
import { leastRows } from './least-rows.ts';

const mostExamples = 5;
const isOrdinary = /^[!-~]+(?: [!-~]+)*$/;

/** Levels that are the same but for case, white space and compatible characters (Unicode NFKC); `counts` goes with `texts`. */
export function spellingVariants(texts: readonly string[], counts: Uint32Array): VariantProfile {
  const spellings = new Map<string, FrequentValue[]>();
  for (const [i, value] of texts.entries()) {
    const count = counts[i] as number;
    if (count === 0) continue;
    const key = keyOf(value);
    const known = spellings.get(key);
    if (known === undefined) spellings.set(key, [{ value, count }]);
    else known.push({ value, count });
  }
  const varied = [...spellings.values()]
    .filter(({ length }) => length > 1)
    .map((group) => group.toSorted((a, b) => b.count - a.count || canonicalOrder(String(a.value), String(b.value))));
  const rowsOf = (group: readonly FrequentValue[]): number => group.reduce((sum, { count }) => sum + count, 0);
  const examples = varied
    .map((group) => group.filter(({ count }) => count >= leastRows))
    .filter(({ length }) => length > 1)
    .toSorted((a, b) => rowsOf(b) - rowsOf(a) || canonicalOrder(String(a[0]?.value), String(b[0]?.value)))
    .slice(0, mostExamples);
  return {
    levels: varied.length,
    rows: varied.reduce((sum, group) => sum + rowsOf(group) - (group[0]?.count ?? 0), 0),
    examples,
  };
}

function keyOf(text: string): string {
  if (isOrdinary.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase();
}
