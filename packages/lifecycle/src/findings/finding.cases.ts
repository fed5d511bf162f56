import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { findingId } from './finding-id.ts';
import { judgedFindings } from './judged-findings.ts';
import type { SeenFinding } from './seen-finding.ts';
import { trackFindings } from './track-findings.ts';
import { coveringWaiver, waivedFindings } from './waived-findings.ts';

const day = 86_400_000;
let now = 0;
/** Ids need no cryptography here, only different bytes for different ASCII texts. */
const ports = {
  sha256: (bytes: Uint8Array) =>
    Uint8Array.from({ length: 32 }, (_, seed) => bytes.reduce((hash, byte) => (hash * 31 + byte) % 65_521, seed + 1)),
  utf8: {
    encode: (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0)),
    decode: (bytes: Uint8Array) => String.fromCharCode(...bytes),
  },
  clock: { now: () => now, monotonicMs: () => now },
};
const failing: SeenFinding = {
  kind: 'expect_column_max_to_be_between',
  subject: 'age',
  severity: 'block',
  message: '"age" goes up to 300',
  cause: 'at most 120',
  failing: 20,
  total: 10_000,
};
const id = findingId(ports, 'data', failing);

/** How findings live in a store, over runs that see them or do not. */
export function findingCases(open: () => Promise<Store>): void {
  const see = (store: Store, ...seen: readonly SeenFinding[]) => {
    now += day;
    return store.write((transaction) => trackFindings(ports, transaction, 'data', seen));
  };
  const rowOf = (store: Store) => store.read((reader) => reader.from('finding').first({ id }));
  const eventsOf = async (store: Store) =>
    (await store.read((reader) => reader.from('findingEvent').find({ findingId: id }))).map(({ event }) => event);
  const waive = (store: Store, waivedUntil: number) =>
    store.write((transaction) =>
      transaction.from('finding').update({ id }, { state: 'waived', person: 'kim', reason: 'known', waivedUntil }),
    );
  const covering = (store: Store, seen: SeenFinding) =>
    store.read(async (reader) => coveringWaiver(ports, await waivedFindings(reader, now), 'data', seen)?.person);

  test('a finding closes when it is no longer seen, opens again when it is back, and keeps its first day', async () => {
    const store = await open();
    await see(store, failing, { ...failing, subject: 'height' });
    const first = now;
    expect(await rowOf(store)).toMatchObject({ state: 'open', at: first, lastSeen: first, reopened: 0, failing: 20 });
    await see(store, { ...failing, subject: 'height' });
    expect(await rowOf(store)).toMatchObject({ state: 'resolved', reason: 'no longer seen', lastSeen: first });
    await see(store, { ...failing, failing: 21, message: 'again' });
    expect(await rowOf(store)).toMatchObject({ state: 'open', at: first, lastSeen: now, reopened: 1, failing: 21 });
    expect(await eventsOf(store)).toEqual(['seen', 'gone', 'reopened']);
    const others = await store.read((reader) => reader.from('finding').find({ subject: 'height' }));
    expect(others.map(({ state, reason }) => [state, reason])).toEqual([['resolved', 'no longer seen']]);
  });

  test('stages close only their own findings; one that is named twice is one', async () => {
    const store = await open();
    await see(store, failing, failing);
    await store.write((transaction) => trackFindings(ports, transaction, 'explore', []));
    expect(await rowOf(store)).toMatchObject({ state: 'open' });
    expect(await eventsOf(store)).toEqual(['seen']);
  });

  test('the word of a person that it is resolved holds while it is not seen', async () => {
    const store = await open();
    await see(store, failing);
    await store.write((transaction) =>
      transaction.from('finding').update({ id }, { state: 'resolved', person: 'kim', reason: 'source corrected' }),
    );
    expect(await store.read((reader) => judgedFindings(reader, 'data', now))).toEqual([`resolved ${id} by kim`]);
    await see(store);
    expect(await rowOf(store)).toMatchObject({ state: 'resolved', person: 'kim', reason: 'source corrected' });
    await see(store, failing);
    expect(await rowOf(store)).toMatchObject({ state: 'open', person: null, reason: null, reopened: 1 });
    expect(await store.read((reader) => judgedFindings(reader, 'data', now))).toEqual([]);
  });

  test('what the stage dealt with is closed, once, and opens when that no longer holds', async () => {
    const store = await open();
    const settled = { ...failing, settled: 'excluded from the models' };
    await see(store, settled);
    await see(store, settled);
    expect(await rowOf(store)).toMatchObject({ state: 'resolved', reason: 'excluded from the models', lastSeen: now });
    await see(store, failing);
    expect(await rowOf(store)).toMatchObject({ state: 'open', reopened: 1 });
    expect(await eventsOf(store)).toEqual(['seen', 'settled', 'reopened']);
  });

  test('a waiver covers what was accepted, also a little more, until its end', async () => {
    const store = await open();
    await see(store, failing);
    await waive(store, now + 4 * day);
    const little = { ...failing, failing: 30 };
    expect(await covering(store, little)).toBe('kim');
    await see(store, little);
    await see(store, { ...failing, failing: 45 });
    expect(await rowOf(store)).toMatchObject({ state: 'waived', person: 'kim', failing: 20 });
    expect(await store.read((reader) => judgedFindings(reader, 'data', now))).toHaveLength(1);
    now += 2 * day;
    expect(await covering(store, little)).toBeUndefined();
    expect(await store.read((reader) => judgedFindings(reader, 'data', now))).toEqual([]);
    await see(store, little);
    expect(await rowOf(store)).toMatchObject({ state: 'open', person: null, waivedUntil: null, failing: 30 });
    expect(await eventsOf(store)).toEqual(['seen', 'expired']);
  });

  test.each<[string, Partial<SeenFinding>]>([
    ['a share that has doubled beyond noise', { failing: 80 }],
    ['other terms', { cause: 'at most 100' }],
  ])('a waiver does not cover %s', async (_name, change) => {
    const store = await open();
    await see(store, failing);
    await waive(store, now + 30 * day);
    const worse = { ...failing, ...change };
    expect(await covering(store, worse)).toBeUndefined();
    await see(store, worse);
    expect(await rowOf(store)).toMatchObject({
      state: 'open',
      reopened: 1,
      cause: worse.cause,
      failing: worse.failing,
    });
    expect(await eventsOf(store)).toEqual(['seen', 'worse']);
  });
}
