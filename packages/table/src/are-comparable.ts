import type { Column } from './table.ts';

/** Whether two columns hold values that can be equal: of one kind, or numbers of which some happen to be whole. */
export function areComparable(a: Pick<Column, 'kind'>, b: Pick<Column, 'kind'>): boolean {
  const plain = (kind: Column['kind']): string => (kind === 'integer' ? 'number' : kind);
  return plain(a.kind) === plain(b.kind);
}
