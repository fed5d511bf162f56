import { type ArrivalBoard, bucketOf, cellFrom, createArrivalBoard, width } from './arrival-board.ts';
import type { FeatureTimes } from './feature-times.ts';
import type { Slots } from './slots.ts';

/** Rows that are looked at together: what is noted of them is small beside the table. */
const blockRows = 1 << 20;
/** Slots that stay in the cache of a core (half a megabyte) while the arrivals among them are put down. */
const regionBits = 14;

/**
 * For each of `eventCount` events the row with the latest (time, created, row number) among the feature rows of its entity
 * that are available at or before the event, -1 for none. `entityOf` names the entity of each feature row, -1 for none.
 */
export function latestArrivals(
  { slots, eventCount }: { readonly slots: Slots; readonly eventCount: number },
  entityOf: Int32Array,
  times: FeatureTimes,
): Int32Array {
  const board = createArrivalBoard(slots);
  const block = createBlock(Math.min(blockRows, entityOf.length), slots.rowOf.length);
  for (let from = 0; from < entityOf.length; from += blockRows)
    putDown(board, sortBlock(block, board, { entityOf, times, from }), times);
  const { cells } = board;
  const latest = new Int32Array(eventCount).fill(-1);
  for (let entity = 0; entity + 1 < slots.starts.length; entity++) {
    let carried = -1;
    for (let slot = slots.starts[entity] as number; slot < (slots.starts[entity + 1] as number); slot++) {
      const own = cells[slot * width + 2] as number;
      if (own >= 0 && (carried < 0 || isLater(own, carried, times))) carried = own;
      latest[slots.rowOf[slot] as number] = carried;
    }
  }
  return latest;
}

/** Whether row `a` comes after row `b` by time, then creation, then row number. */
export function isLater(a: number, b: number, { time, created }: FeatureTimes): boolean {
  const byTime = (time[a] as number) - (time[b] as number);
  if (byTime !== 0) return byTime > 0;
  const byCreated = (created[a] as number) - (created[b] as number);
  return byCreated === 0 ? a > b : byCreated > 0;
}

/** Arrivals of a block of rows, and the same by the region of the board that they fall in. */
interface Block {
  readonly unsorted: Int32Array;
  readonly buckets: Int32Array;
  readonly rows: Int32Array;
  readonly regionStarts: Int32Array;
  count: number;
}

function createBlock(rowCount: number, slotCount: number): Block {
  return {
    unsorted: new Int32Array(rowCount),
    buckets: new Int32Array(rowCount),
    rows: new Int32Array(rowCount),
    regionStarts: new Int32Array((slotCount >>> regionBits) + 2),
    count: 0,
  };
}

interface BlockOf {
  readonly entityOf: Int32Array;
  readonly times: FeatureTimes;
  readonly from: number;
}

/** Notes where the rows of a block arrive, and sorts them by region; within one they keep their order. */
function sortBlock(block: Block, board: ArrivalBoard, { entityOf, times: { available }, from }: BlockOf): Block {
  const { unsorted, buckets, rows, regionStarts } = block;
  const end = Math.min(from + blockRows, entityOf.length);
  regionStarts.fill(0);
  for (let row = from; row < end; row++) {
    const entity = entityOf[row] as number;
    const bucket = entity < 0 ? -1 : bucketOf(board, entity, available[row] as number);
    unsorted[row - from] = bucket;
    if (bucket < 0) continue;
    const next = (bucket >>> regionBits) + 1;
    regionStarts[next] = (regionStarts[next] as number) + 1;
  }
  for (let region = 1; region < regionStarts.length; region++)
    regionStarts[region] = (regionStarts[region] as number) + (regionStarts[region - 1] as number);
  block.count = regionStarts[regionStarts.length - 1] as number;
  for (let i = 0; i < end - from; i++) {
    const bucket = unsorted[i] as number;
    if (bucket < 0) continue;
    const region = bucket >>> regionBits;
    const place = regionStarts[region] as number;
    regionStarts[region] = place + 1;
    buckets[place] = bucket;
    rows[place] = from + i;
  }
  return block;
}

function putDown({ cells }: ArrivalBoard, { buckets, rows, count }: Block, times: FeatureTimes): void {
  const { time, available } = times;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const cell = cellFrom(cells, buckets[i] as number, available[row] as number);
    const own = time[row] as number;
    const before = cells[cell + 3] as number;
    if (own < before || (own === before && !isLater(row, cells[cell + 2] as number, times))) continue;
    cells[cell + 2] = row;
    cells[cell + 3] = own;
  }
}
