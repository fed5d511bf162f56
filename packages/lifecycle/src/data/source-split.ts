import type { Charter } from '@tend/protocol';
import { storedOutcomes, type Workbench } from '../stage/workbench.ts';
import { convertedTable } from './converted-table.ts';
import type { RowSplit } from './split-rows.ts';
import { storedSplit } from './stored-split.ts';

/** Asked for before an iteration writes anything and by each stage: computed once for a workbench. */
const outcomesOf = new WeakMap<Workbench, Promise<Int8Array>>();
const splitOf = new WeakMap<Workbench, Promise<RowSplit>>();

/** The outcome of each row of the source: 1, 0, or -1 where it is unknown. TND-1006. */
export function sourceOutcomes(bench: Workbench, charter: Charter): Promise<Int8Array> {
  return once(outcomesOf, bench, async () => storedOutcomes(charter, await convertedTable(bench, charter)));
}

/** The split of the rows of the source. TND-1204, TND-1001. */
export function sourceSplit(bench: Workbench, charter: Charter): Promise<RowSplit> {
  return once(splitOf, bench, async () =>
    storedSplit(charter, await convertedTable(bench, charter), await sourceOutcomes(bench, charter)),
  );
}

function once<Value>(
  known: WeakMap<Workbench, Promise<Value>>,
  bench: Workbench,
  compute: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(bench) ?? compute();
  known.set(bench, value);
  return value;
}
