import { availableParallelism } from 'node:os';
import { explore } from '@tend/learn';
import type { Explorer } from '@tend/lifecycle';
import { exploreTogether } from './explore-together.ts';

/** A million cells take some 0.4 seconds of one processor, and a thread 0.15 to start. */
const fewestCells = 1_000_000;
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
