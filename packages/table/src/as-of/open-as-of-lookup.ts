import type { Column } from '../table.ts';
import type { AsOfOptions, Features } from './as-of-join.ts';
import { indexEntities } from './entity-index.ts';
import { featureTimes } from './feature-times.ts';
import { isLater } from './latest-arrivals.ts';
import { orderBySlot } from './slots.ts';

/** Feature rows prepared for single questions. */
export interface AsOfLookup {
  /**
   * The row of the features that counts for an entity at a moment (epoch milliseconds), -1 for none: what the join of an event
   * gives. `keys` are columns of one row, of the same kinds as the features' own. RangeError where they are not.
   */
  rowAt(keys: readonly Column[], time: number): number;
}

/** Orders features once, so that each question is one binary search. The rule is that of `asOfJoin`. */
export function openAsOfLookup(features: Features, options: AsOfOptions = {}): AsOfLookup {
  const entities = indexEntities(features.keys);
  const known = featureTimes(features, options.cutoff ?? true);
  const { rowOf, times, starts } = orderBySlot(entities.codes, known.available, entities.count);
  const latest = rowOf.slice();
  for (let entity = 0; entity < entities.count; entity++)
    for (let slot = (starts[entity] as number) + 1; slot < (starts[entity + 1] as number); slot++) {
      const before = latest[slot - 1] as number;
      if (isLater(before, latest[slot] as number, known)) latest[slot] = before;
    }
  const ttlMs = options.ttlMs ?? Number.POSITIVE_INFINITY;
  return {
    rowAt(keys, time) {
      const entity = entities.codesOf(keys)[0] ?? -1;
      if (entity < 0 || Number.isNaN(time)) return -1;
      let low = starts[entity] as number;
      let high = starts[entity + 1] as number;
      const first = low;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((times[middle] as number) <= time) low = middle + 1;
        else high = middle;
      }
      const row = low === first ? -1 : (latest[low - 1] as number);
      return row < 0 || time - (known.time[row] as number) > ttlMs ? -1 : row;
    },
  };
}
