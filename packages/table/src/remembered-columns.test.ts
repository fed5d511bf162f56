import { expect, test } from 'vitest';
import { numericColumn, tableOf, textColumn } from './columns.ts';
import { rememberedColumns } from './remembered-columns.ts';
import { storedInMemory } from './stored-table.ts';

test('a column is loaded once while there is room, and each time after that', async () => {
  const stored = storedInMemory(
    tableOf([numericColumn('a', 'number', [1, 2]), textColumn('b', ['x', 'y']), numericColumn('c', 'number', [3, 4])]),
  );
  const loads: string[] = [];
  const column = (name: string) => {
    loads.push(name);
    return stored.column(name);
  };
  // Two numbers are 16 bytes; two codes and two short texts are more than the 24 that are left.
  const remembered = rememberedColumns({ ...stored, column }, 40);
  for (const name of ['a', 'b', 'c', 'a', 'b', 'c'])
    expect(await remembered.column(name)).toEqual(await stored.column(name));
  expect(loads).toEqual(['a', 'b', 'c', 'b']);
  await expect(remembered.column('d')).rejects.toThrow(RangeError);
});
