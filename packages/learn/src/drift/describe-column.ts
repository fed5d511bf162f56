import { mean, quantile, sortedPresent, variance } from '@tend/kernels';
import type { Column, NumericColumn, TextColumn } from '@tend/table';
import type { ColumnReference, NumericReference, TextReference } from './column-reference.ts';
import { countUpTo } from './reference-cuts.ts';

const leastFrequent = 5;
const mostListed = 200;

/** The aggregate of a column that later windows are compared with; it holds no rows and no rare value of a text. */
export function describeColumn(column: Column): ColumnReference {
  return column.kind === 'text' ? describeText(column) : describeSorted(column, sortedPresent(column.values));
}

/** The aggregate of a column of numbers whose present values are sorted already. */
export function describeSorted({ kind, name, values }: NumericColumn, present: Float64Array): NumericReference {
  const quantiles = present.length === 0 ? [] : Array.from({ length: 101 }, (_, i) => quantile(present, i / 100));
  const centre = mean(present);
  const spread = Math.sqrt(variance(present));
  return {
    kind,
    column: name,
    n: values.length,
    missing: values.length - present.length,
    quantiles,
    atOrBelow: quantiles.map((q) => countUpTo(present, q)),
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
