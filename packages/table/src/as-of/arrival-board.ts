import type { Slots } from './slots.ts';

/**
 * Slots of events that feature rows are put down at. All that one arrival touches lies together, for features come in any
 * order and each step would else wait for memory several times.
 */
export interface ArrivalBoard {
  /**
   * Four numbers a slot: its time, the first slot of its bucket, the row that was put down (-1: none), that row's time. One
   * slot more ends them.
   */
  readonly cells: Float64Array;
  /** Four numbers an entity: first and last time of its events, buckets per millisecond, first slot. */
  readonly entities: Float64Array;
  readonly starts: Int32Array;
}

/** Numbers a slot, and an entity. */
export const width = 4;

/**
 * A board over the events, empty. The times of an entity are cut evenly into as many buckets as it has slots, so that one
 * holds one slot on average, whatever the length of the history (interpolation search, Perl, Itai and Avni 1978).
 */
export function createArrivalBoard({ times, starts }: Slots): ArrivalBoard {
  const cells = new Float64Array((times.length + 1) * width);
  cells[times.length * width + 1] = times.length;
  const entities = new Float64Array((starts.length - 1) * width);
  const board = { cells, entities, starts };
  for (let entity = 0; entity + 1 < starts.length; entity++) {
    const start = starts[entity] as number;
    const end = starts[entity + 1] as number;
    const first = times[start] ?? Number.NaN;
    const last = start === end ? Number.NaN : (times[end - 1] as number);
    entities[entity * width] = first;
    entities[entity * width + 1] = last;
    entities[entity * width + 2] = last > first ? (end - start) / (last - first) : 0;
    entities[entity * width + 3] = start;
    let bucket = start;
    for (let slot = start; slot < end; slot++) {
      const cell = slot * width;
      cells[cell] = times[slot] as number;
      cells[cell + 2] = -1;
      cells[cell + 3] = Number.NEGATIVE_INFINITY;
      // The same arithmetic as for arrivals: rounding is monotone, so a bucket never starts too late.
      for (const own = bucketOf(board, entity, times[slot] as number); bucket <= own; bucket++)
        cells[bucket * width + 1] = slot;
    }
    for (; bucket < end; bucket++) cells[bucket * width + 1] = end - 1;
  }
  return board;
}

/** The bucket of the entity's slots that holds `time`; -1 where all of them lie before it, or it is NaN. */
export function bucketOf({ entities, starts }: ArrivalBoard, entity: number, time: number): number {
  const at = entity * width;
  const first = entities[at] as number;
  // Written so that a NaN finds nothing, on either side.
  if (!(time <= (entities[at + 1] as number))) return -1;
  const start = entities[at + 3] as number;
  if (time <= first) return start;
  return Math.min(
    (starts[entity + 1] as number) - 1,
    start + Math.floor((time - first) * (entities[at + 2] as number)),
  );
}

/** The place in `cells` of the first slot at or after `time`, which `bucket` holds (see `bucketOf`). */
export function cellFrom(cells: Float64Array, bucket: number, time: number): number {
  let low = cells[bucket * width + 1] as number;
  // Of the next bucket, or of the next entity: the slot before it is then the last one, which is not before the time.
  let high = cells[bucket * width + width + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cells[middle * width] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low * width;
}
