/** RE2 grammars of what DuckDB may cast to a float64 itself; everything else of these kinds goes through `parseCell`. */
const grammars = {
  // Up to 15 digits are exact.
  integer: '[+-]?[0-9]{1,15}',
  number: '[+-]?([0-9]{1,15}|[0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+\\.?[0-9]*[eE][+-]?[0-9]+)',
} as const;

/** SQL that is true where a cell of `raw` is cast as `parseCell` would: both round correctly, and none overflows. */
export function isCastableSql(cell: string, kind: keyof typeof grammars): string {
  return `coalesce(regexp_full_match(${cell}, '${grammars[kind]}') and isfinite(try_cast(${cell} as double)), false)`;
}
