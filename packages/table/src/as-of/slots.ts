import { ascendingOrder } from './ascending-order.ts';

/** Rows by entity, and by time within one: a slot is a place in this order. Rows without entity or time have none. */
export interface Slots {
  /** The row in each slot. */
  readonly rowOf: Int32Array;
  readonly times: Float64Array;
  /** The first slot of each entity, then the number of slots. */
  readonly starts: Int32Array;
}

/** Orders rows by entity code (-1: none) and time (NaN: none), stable; linear where rows stand in order of time. */
export function orderBySlot(entityOf: Int32Array, times: Float64Array, entityCount: number): Slots {
  const starts = new Int32Array(entityCount + 1);
  for (let row = 0; row < entityOf.length; row++) {
    const entity = entityOf[row] as number;
    if (entity >= 0 && !Number.isNaN(times[row])) starts[entity + 1] = (starts[entity + 1] as number) + 1;
  }
  for (let entity = 0; entity < entityCount; entity++)
    starts[entity + 1] = (starts[entity + 1] as number) + (starts[entity] as number);
  const next = starts.slice();
  const rowOf = new Int32Array(starts[entityCount] as number);
  const slotTimes = new Float64Array(rowOf.length);
  const byTime = ascendingOrder(times);
  for (let i = 0; i < times.length; i++) {
    const row = byTime === undefined ? i : (byTime[i] as number);
    const entity = entityOf[row] as number;
    const time = times[row] as number;
    if (entity < 0 || Number.isNaN(time)) continue;
    const slot = next[entity] as number;
    next[entity] = slot + 1;
    rowOf[slot] = row;
    slotTimes[slot] = time;
  }
  return { rowOf, times: slotTimes, starts };
}
