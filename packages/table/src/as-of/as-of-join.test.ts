import { randomStream } from '@tend/kernels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numericColumn, textColumn } from '../columns.ts';
import type { Column } from '../table.ts';
import { takeRows } from '../take-rows.ts';
import { type AsOfOptions, asOfJoin, asOfOutcomes, type Features, type Observations } from './as-of-join.ts';
import { openAsOfLookup } from './open-as-of-lookup.ts';

const key = fc.record({
  name: fc.option(fc.constantFrom('a', 'b', 'c', '')),
  number: fc.option(fc.constantFrom(0, 1, -2, 2.5, 1e9)),
});
const moment = fc.option(fc.integer({ min: -6, max: 6 }));
const event = fc.record({ key, time: moment });
const feature = fc.record({ key, time: moment, created: moment });
type Event = { key: { name: string | null; number: number | null }; time: number | null };
type Feature = Event & { created: number | null };

function observations(rows: readonly Event[]): Observations {
  return {
    keys: [
      textColumn(
        'name',
        rows.map((row) => row.key.name),
      ),
      numericColumn(
        'number',
        'number',
        rows.map((row) => row.key.number),
      ),
    ],
    time: numericColumn(
      'at',
      'instant',
      rows.map((row) => row.time),
    ),
  };
}

function featuresOf(rows: readonly Feature[], hasCreated: boolean): Features {
  const created = numericColumn(
    'created',
    'instant',
    rows.map((row) => row.created),
  );
  return { ...observations(rows), ...(hasCreated && { created }) };
}

/** The rule word by word: every row against every event. */
function nestedLoop(events: readonly Event[], rows: readonly Feature[], hasCreated: boolean, options: AsOfOptions) {
  const { ttlMs = Number.POSITIVE_INFINITY, cutoff = true } = options;
  return events.map(({ key, time }) => {
    let best = -1;
    for (const [i, row] of rows.entries()) {
      if (key.name === null || key.number === null || time === null || row.time === null) continue;
      if (row.key.name !== key.name || row.key.number !== key.number) continue;
      const createdOf = (r: Feature) => (hasCreated ? (r.created ?? r.time) : r.time) as number;
      if (row.time > time || row.time < time - ttlMs || (cutoff && createdOf(row) > time)) continue;
      const other = rows[best];
      const later =
        other === undefined ||
        row.time > (other.time as number) ||
        (row.time === other.time && createdOf(row) >= createdOf(other));
      if (later) best = i;
    }
    return best;
  });
}

const scenario = fc.record({
  events: fc.array(event, { maxLength: 30 }),
  features: fc.array(feature, { maxLength: 30 }),
  hasCreated: fc.boolean(),
  options: fc.record(
    { ttlMs: fc.integer({ min: 0, max: 8 }), cutoff: fc.boolean() },
    { requiredKeys: [] },
  ) as fc.Arbitrary<AsOfOptions>,
});

describe('asOfJoin', () => {
  it('gives what every row against every event gives', () => {
    fc.assert(
      fc.property(scenario, ({ events, features, hasCreated, options }) => {
        const joined = asOfJoin(observations(events), featuresOf(features, hasCreated), options);
        expect([...joined.rows]).toEqual(nestedLoop(events, features, hasCreated, options));
        // Whatever its reason, an event has a row exactly when it is counted as matched.
        expect([...joined.outcomes].map((outcome) => asOfOutcomes[outcome] === 'matched')).toEqual(
          [...joined.rows].map((row) => row >= 0),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('marks the events for which a join without the cutoff would have taken another row', () => {
    fc.assert(
      fc.property(scenario, ({ events, features }) => {
        const { passedOver, rows } = asOfJoin(observations(events), featuresOf(features, true));
        const without = nestedLoop(events, features, true, { cutoff: false });
        expect([...(passedOver ?? [])]).toEqual(without.map((row, i) => (row === rows[i] ? 0 : 1)));
      }),
    );
  });

  it('does not depend on the order of features without ties, nor on that of events', () => {
    fc.assert(
      fc.property(scenario, ({ events, features, options }) => {
        const distinct = features.map((row, i) => ({ ...row, time: i }));
        const forward = asOfJoin(observations(events), featuresOf(distinct, true), options);
        const backward = asOfJoin(observations(events.toReversed()), featuresOf(distinct.toReversed(), true), options);
        const last = distinct.length - 1;
        expect([...backward.rows].toReversed().map((row) => (row < 0 ? -1 : last - row))).toEqual([...forward.rows]);
      }),
    );
  });

  it('answers one question as it answers all of them', () => {
    fc.assert(
      fc.property(scenario, ({ events, features, hasCreated, options }) => {
        const known = featuresOf(features, hasCreated);
        const asked = observations(events);
        const joined = asOfJoin(asked, known, options);
        const lookup = openAsOfLookup(known, options);
        const online = events.map(({ time }, i) => lookup.rowAt(rowOf(asked.keys, i), time ?? Number.NaN));
        expect(online).toEqual([...joined.rows]);
      }),
    );
  });

  it('finds the same in many rows, block by block, with crowded and empty stretches of time', () => {
    const random = randomStream(7);
    const rows = (count: number, entities: number): Observations => ({
      keys: [
        numericColumn(
          'id',
          'integer',
          Float64Array.from({ length: count }, () => random.integer(entities)),
        ),
      ],
      // The fourth power crowds most moments into the first days.
      time: numericColumn(
        'at',
        'instant',
        Float64Array.from({ length: count }, () => Math.floor(1e9 * random.uniform() ** 4)),
      ),
    });
    for (const entities of [1, 30_000]) {
      const events = rows(50_000, entities);
      const features = rows(1_060_000, entities);
      const joined = asOfJoin(events, features, { ttlMs: 5e7 });
      const lookup = openAsOfLookup(features, { ttlMs: 5e7 });
      let different = 0;
      for (let event = 0; event < 50_000; event += 7)
        if (lookup.rowAt(rowOf(events.keys, event), events.time.values[event] ?? 0) !== joined.rows[event]) different++;
      expect(different).toBe(0);
    }
  });

  it('finds whole numbers of any range and dates against instants', () => {
    const day = 86_400_000;
    const events: Observations = {
      keys: [numericColumn('id', 'integer', [7, 2 ** 53 - 1, 7, -0, null])],
      time: numericColumn('at', 'instant', [3 * day + 5, 3 * day, 2 * day - 1, 9 * day, 9 * day]),
    };
    const features: Features = {
      keys: [numericColumn('id', 'number', [2 ** 53 - 1, 0, 7, 7])],
      time: numericColumn('day', 'date', [3, 1, 2, 3]),
    };
    expect([...asOfJoin(events, features).rows]).toEqual([3, 0, -1, 1, -1]);
    const { outcomes } = asOfJoin(events, features, { ttlMs: day });
    expect([...outcomes].map((outcome) => asOfOutcomes[outcome])).toEqual([
      'matched',
      'matched',
      'nothing yet',
      'expired',
      'no key or time',
    ]);
  });

  it('refuses keys that cannot be compared', () => {
    const time = numericColumn('at', 'date', [1]);
    const texts = { keys: [textColumn('id', ['1'])], time };
    const numbers = { keys: [numericColumn('id', 'integer', [1])], time };
    expect(() => asOfJoin(texts, numbers)).toThrow(/expected keys of kind text, came integer/);
    expect(() => asOfJoin(numbers, { ...numbers, keys: [...numbers.keys, ...numbers.keys] })).toThrow(
      /expected 1 key columns, came 2/,
    );
    expect(() => asOfJoin({ keys: [], time }, numbers)).toThrow(/at least one key column/);
    expect(() => asOfJoin({ ...numbers, time: numericColumn('at', 'number', [1]) }, numbers)).toThrow(
      /expected dates or instants/,
    );
  });
});

function rowOf(columns: readonly Column[], row: number): readonly Column[] {
  return takeRows({ rowCount: Number.MAX_SAFE_INTEGER, columns }, Int32Array.of(row)).columns;
}
