import type { Table } from '@tend/table';

/** Short names for columns that an expression cannot name as they are: `Wildlife Size` becomes `wildlifeSize`. */
export function aliasesFor(table: Table): Readonly<Record<string, string>> {
  const taken = new Set(table.columns.map(({ name }) => name));
  const aliases: Record<string, string> = {};
  for (const { name } of table.columns) {
    if (isIdentifier(name)) continue;
    const base = camelCase(name);
    let alias = base;
    for (let i = 2; taken.has(alias); i++) alias = `${base}${i}`;
    taken.add(alias);
    aliases[alias] = name;
  }
  return aliases;
}

/** How an expression names a column. */
export function nameInExpression(column: string, aliases: Readonly<Record<string, string>>): string {
  return Object.entries(aliases).find(([, name]) => name === column)?.[0] ?? column;
}

const reserved = new Set([
  '__proto__',
  'in',
  'true',
  'false',
  'null',
  'row',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name);
}

function camelCase(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words
    .map((word, i) => (i === 0 ? word.toLowerCase() : `${word[0]?.toUpperCase() ?? ''}${word.slice(1).toLowerCase()}`))
    .join('');
  return /^[A-Za-z]/.test(joined) && !reserved.has(joined) ? joined : `column${joined}`;
}
