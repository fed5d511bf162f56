import type { Charter } from '@tend/protocol';

/**
 * The charter with every alias that stands for a column replaced by that column, so that what is hashed, stored and read
 * by the stages has one name for each. Expressions keep their aliases.
 */
export function resolveAliases(charter: Charter): Charter {
  const { aliases } = charter.data;
  const named = (column: string): string => (Object.hasOwn(aliases, column) ? (aliases[column] ?? column) : column);
  const { time, exclude, keep, contract, missing } = charter.data;
  const keys = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).map(([column, value]) => [named(column), value]));
  const data = {
    ...charter.data,
    exclude: exclude.map((item) => ({ ...item, column: named(item.column) })),
    keep: keep.map((item) => ({ ...item, column: named(item.column) })),
    protected: charter.data.protected.map(named),
    contract: keys(contract),
    missing: keys(missing),
    ...(time === undefined ? {} : { time: { ...time, column: named(time.column) } }),
  };
  const { split } = charter;
  return {
    ...charter,
    data,
    slices: charter.slices.map(named),
    split: split.by === 'group' ? { ...split, column: named(split.column) } : split,
  };
}
