import { availableParallelism } from 'node:os';
import { explore } from '@tend/learn';
import type { Explorer } from '@tend/lifecycle';
import { exploreTogether } from './explore-together.ts';

/** Fewer cells are explored in less time than a thread takes to start. */
const fewestCells = 400_000;
/** Shared copies of the columns of a larger table would take more than half a gigabyte. */
const mostCells = 64_000_000;

/** Explores with a second thread where there is enough to do, the columns are not too large, and a processor is free. */
export function explorer(): Explorer {
  return {
    async explore(input) {
      const { table, rows, columns } = input;
      const pays = rows.length * columns.length >= fewestCells && table.rowCount * table.columns.length <= mostCells;
      return pays && availableParallelism() > 1 ? exploreTogether(input) : explore(input);
    },
  };
}
