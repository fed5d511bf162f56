/**
 * Whether the outermost part of a query has an `order by`. Without one a database may give the same rows in another order,
 * and so another snapshot.
 */
export function hasOrder(query: string): boolean {
  const plain = query.replaceAll(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//g,
    ' ',
  );
  let depth = 0;
  let outermost = '';
  for (const character of plain) {
    if (character === ')') depth--;
    if (depth === 0) outermost += character;
    if (character === '(') depth++;
  }
  return /\border\s+by\b/i.test(outermost);
}

/** What a person should know of a query without an order. */
export function orderWarnings(name: string, query: string): readonly string[] {
  if (hasOrder(query)) return [];
  return [
    `${name} has no order by: the database may give the same rows in another order, and they are another snapshot then`,
  ];
}
