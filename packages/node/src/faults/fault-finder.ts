import { availableParallelism } from 'node:os';
import { type FaultFinder, faultSearch } from '@tend/lifecycle';
import { threadedFaultSearch } from './threaded-fault-search.ts';

/** Fewer rows are searched in less time than a thread takes to start; of more, copies of columns would take too much memory. */
const [fewestRows, mostRows] = [200_000, 4_000_000];

/** Searches in a thread where the table is large enough, the copies of its columns are not too large, and a processor is free. */
export function faultFinder(): FaultFinder {
  return {
    search(rowCount, options) {
      const pays = rowCount >= fewestRows && rowCount <= mostRows && availableParallelism() > 1;
      return pays ? threadedFaultSearch(rowCount, options) : faultSearch(rowCount, options);
    },
  };
}
