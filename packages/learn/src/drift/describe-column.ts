import { histogram, mean, quantile, sortedPresent, variance } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';

const leastFrequent = 5;
const mostListed = 200;

/** The aggregate of a column that later windows are compared with; it holds no rows and no rare value of a text. */
export function describeColumn(column: Column): ColumnReference {
  return column.kind === 'text' ? describeText(column) : describeNumbers(column);
}

function describeNumbers({ kind, name, values }: NumericColumn): NumericReference {
  const present = sortedPresent(values);
  const quantiles = present.length === 0 ? [] : Array.from({ length: 101 }, (_, i) => quantile(present, i / 100));
  // Bins at the distinct quantiles; their running sum is the count at or below each.
  const distinct = [...new Set(quantiles)];
  const countUpTo = new Map<number, number>();
  let below = 0;
  for (const [i, count] of histogram(present, distinct).counts.entries()) {
    below += count;
    const upTo = distinct[i];
    if (upTo !== undefined) countUpTo.set(upTo, below);
  }
  const centre = mean(present);
  const spread = Math.sqrt(variance(present));
  return {
    kind,
    column: name,
    n: values.length,
    missing: values.length - present.length,
    quantiles,
    atOrBelow: quantiles.map((q) => countUpTo.get(q) ?? 0),
    mean: Number.isFinite(centre) ? centre : null,
    sd: Number.isFinite(spread) ? spread : null,
  };
}

function describeText({ name, codes, dictionary }: TextColumn): TextReference {
  const counts = new Float64Array(dictionary.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] as number) + 1;
  }
  const frequent = dictionary
    .map((value, code) => ({ value, count: counts[code] as number }))
    .filter(({ count }) => count >= leastFrequent)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostListed);
  let listed = 0;
  for (const { count } of frequent) listed += count;
  return { kind: 'text', column: name, n: codes.length, missing, frequent, other: codes.length - missing - listed };
}
