import type { Column, NumericColumn } from '../table.ts';
import { indexEntities } from './entity-index.ts';
import { featureTimes, instantsOf } from './feature-times.ts';
import { latestArrivals } from './latest-arrivals.ts';
import { orderBySlot } from './slots.ts';

/** Who an observation is about and when it happened. */
export interface Observations {
  /** Together they name an entity. A row that lacks one of them matches nothing. */
  readonly keys: readonly Column[];
  /** Dates or instants; a date counts from its midnight UTC. A row without one matches nothing. */
  readonly time: NumericColumn;
}

/** Values of entities as they were from a moment on. */
export interface Features extends Observations {
  /** When each row was written down. A row without one was written down at its own time. */
  readonly created?: NumericColumn | undefined;
}

export interface AsOfOptions {
  /** How old a value may be at the event, in milliseconds, inclusive. */
  readonly ttlMs?: number | undefined;
  /** Whether a row that was created after the event is passed over. True unless it is said otherwise. */
  readonly cutoff?: boolean | undefined;
}

/** Why an event has its value or has none. */
export const asOfOutcomes = ['matched', 'no key or time', 'unknown entity', 'nothing yet', 'expired'] as const;
export type AsOfOutcome = (typeof asOfOutcomes)[number];

export interface AsOfMatches {
  /** The row of the features for each event, -1 for none. */
  readonly rows: Int32Array;
  /** For each event an index into `asOfOutcomes`. */
  readonly outcomes: Uint8Array;
  /**
   * For each event 1 where a row of its entity, later than the matched one and not after the event, was passed over because
   * it was created after the event: a join without the cutoff would have leaked it. Absent where nothing can be.
   */
  readonly passedOver?: Uint8Array;
}

const [matched, noKey, unknownEntity, nothingYet, expired] = [0, 1, 2, 3, 4] as const;

/**
 * For each event the latest feature row of its entity at or before the event, ties to the latest `created`, then to the last
 * row. Rows created after the event do not count, nor do values older than the time to live (point-in-time join as in
 * Feast's `get_historical_features`, with a cutoff on `created` that Feast does not have). RangeError where the keys of
 * both sides differ in number or kind.
 *
 * A row counts from the later of its time and its creation on. So each feature row is put down at the first event of its
 * entity from then on, and one walk over the events of an entity carries the latest row forward: events are sorted, features
 * are read once in whatever order they stand.
 */
export function asOfJoin(events: Observations, features: Features, options: AsOfOptions = {}): AsOfMatches {
  const entities = indexEntities(events.keys);
  const times = instantsOf(events.time);
  const ordered = { slots: orderBySlot(entities.codes, times, entities.count), eventCount: times.length };
  const entityOf = entities.codesOf(features.keys);
  const cutoff = options.cutoff ?? true;
  const known = featureTimes(features, cutoff);
  const latest = latestArrivals(ordered, entityOf, known);
  const isKnown = knownEntities(entityOf, known.time, entities.count);
  const result = judge(latest, { times, entityOf: entities.codes, isKnown, featureTime: known.time, options });
  if (!cutoff || features.created === undefined) return result;
  const unbounded = latestArrivals(ordered, entityOf, featureTimes(features, false));
  return { ...result, passedOver: Uint8Array.from(unbounded, (row, event) => (row === latest[event] ? 0 : 1)) };
}

interface Judging {
  readonly times: Float64Array;
  readonly entityOf: Int32Array;
  readonly isKnown: Uint8Array;
  readonly featureTime: Float64Array;
  readonly options: AsOfOptions;
}

function judge(latest: Int32Array, { times, entityOf, isKnown, featureTime, options }: Judging): AsOfMatches {
  const ttlMs = options.ttlMs ?? Number.POSITIVE_INFINITY;
  const rows = new Int32Array(latest.length);
  const outcomes = new Uint8Array(latest.length);
  for (let event = 0; event < latest.length; event++) {
    const row = latest[event] as number;
    const entity = entityOf[event] as number;
    const time = times[event] as number;
    let outcome: number = matched;
    if (entity < 0 || Number.isNaN(time)) outcome = noKey;
    else if (isKnown[entity] === 0) outcome = unknownEntity;
    else if (row < 0) outcome = nothingYet;
    else if (time - (featureTime[row] as number) > ttlMs) outcome = expired;
    outcomes[event] = outcome;
    rows[event] = outcome === matched ? row : -1;
  }
  return { rows, outcomes };
}

function knownEntities(entityOf: Int32Array, times: Float64Array, count: number): Uint8Array {
  const isKnown = new Uint8Array(count);
  for (let row = 0; row < entityOf.length; row++) {
    const entity = entityOf[row] as number;
    if (entity >= 0 && !Number.isNaN(times[row])) isKnown[entity] = 1;
  }
  return isKnown;
}
