/** RE2 grammars of what DuckDB may cast to a float64 itself; all else of these kinds goes through `parseCell`. */
const grammars = {
  // Up to 15 digits are exact.
  integer: '[+-]?[0-9]{1,15}',
  number: '[+-]?([0-9]{1,15}|[0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+\\.?[0-9]*[eE][+-]?[0-9]+)',
} as const;

/** SQL of a cell of `raw` as `parseCell` would read it; null where only that can, infinite where the cast overflows. */
export function castSql(cell: string, kind: keyof typeof grammars): string {
  return `case when regexp_full_match(${cell}, '${grammars[kind]}') then try_cast(${cell} as double) end`;
}

/** SQL that is true where `castSql` gives the value: both readers round correctly. */
export function isCastableSql(cell: string, kind: keyof typeof grammars): string {
  return `coalesce(isfinite(${castSql(cell, kind)}), false)`;
}
