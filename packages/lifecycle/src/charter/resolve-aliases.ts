import type { Charter, CharterStep, DataCheck } from '@tend/protocol';

/**
 * The charter with every alias that stands for a column replaced by that column, so that what is hashed, stored and read
 * by the stages has one name for each. Expressions keep their aliases.
 */
export function resolveAliases(charter: Charter): Charter {
  const { aliases } = charter.data;
  const named = (column: string): string => (Object.hasOwn(aliases, column) ? (aliases[column] ?? column) : column);
  const { key, time, exclude, keep, contract, missing } = charter.data;
  const keys = <V>(entries: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(Object.entries(entries).map(([column, value]) => [named(column), value]));
  const data = {
    ...charter.data,
    exclude: exclude.map((item) => ({ ...item, column: named(item.column) })),
    keep: keep.map((item) => ({ ...item, column: named(item.column) })),
    protected: charter.data.protected.map(named),
    contract: keys(contract),
    checks: charter.data.checks.map((check) => withColumns(check, named)),
    joins: charter.data.joins.map((join) => ({ ...join, on: keys(join.on) })),
    missing: keys(missing),
    ...(key === undefined ? {} : { key: named(key) }),
    ...(time === undefined ? {} : { time: { ...time, column: named(time.column) } }),
  };
  const { split, prepare } = charter;
  return {
    ...charter,
    data,
    slices: charter.slices.map(named),
    ...(prepare === undefined
      ? {}
      : {
          prepare: {
            ...(prepare.steps !== undefined && { steps: prepare.steps.map((step) => stepWithColumns(step, named)) }),
            ...(prepare.add !== undefined && { add: prepare.add.map((step) => stepWithColumns(step, named)) }),
          },
        }),
    split: split.by === 'group' ? { ...split, column: named(split.column) } : split,
  };
}

/** A step whose columns go by their own names, also those that its parameters name. */
function stepWithColumns(step: CharterStep, named: (column: string) => string): CharterStep {
  const { columns, parameters } = step;
  const renamed = Object.entries(parameters).map(([name, value]) => {
    if ((name === 'of' || name === 'time') && typeof value === 'string') return [name, named(value)];
    const isList = name === 'by' && Array.isArray(value);
    return [name, isList ? value.map((one) => (typeof one === 'string' ? named(one) : one)) : value];
  });
  return {
    ...step,
    parameters: Object.fromEntries(renamed),
    ...(columns === undefined
      ? {}
      : {
          columns: Array.isArray(columns)
            ? columns.map(named)
            : { ...columns, ...(columns.except !== undefined && { except: columns.except.map(named) }) },
        }),
  };
}

/** A check whose columns go by their own names; a check that names none stays as it is. */
function withColumns(check: DataCheck, named: (column: string) => string): DataCheck {
  if ('column' in check) return { ...check, column: named(check.column) };
  if ('column_A' in check) return { ...check, column_A: named(check.column_A), column_B: named(check.column_B) };
  return 'column_list' in check ? { ...check, column_list: check.column_list.map(named) } : check;
}
