import { wilsonInterval } from '@tend/kernels';
import { type Column, columnOf } from '@tend/table';
import { evenSample } from '../explore/even-sample.ts';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import { type RowDigests, rowDigests } from './row-digests.ts';
import type { SplitSides } from './split-sides.ts';

/** With fewer columns rows agree by chance. */
const leastColumns = 4;
/** So many test rows are enough for the share of those that nearly have a twin. */
const mostNearRows = 5000;
const noticeableShare = 0.01;

/**
 * Test rows whose cells, as far as models see them, all stand in a training row too, and of an even sample of 5,000 those
 * that differ from a training row in one column. Texts and whole numbers that are different in each row are left out: they would hide twins.
 */
export function findSharedRows(sides: SplitSides): readonly Finding[] {
  const { table, train, test } = sides;
  const columns = sides.columns.filter((name) => !isIdentifier(columnOf(table, name), train));
  if (columns.length < leastColumns) return [];
  const trained = rowDigests(table, columns, train);
  const known = new Set(trained.digests);
  let shared = 0;
  for (const digest of rowDigests(table, columns, test).digests) if (known.has(digest)) shared++;
  const share = shared / test.length;
  const findings: Finding[] = [];
  if (shared > 0)
    findings.push({
      kind: 'sharedRows',
      subject: 'split',
      message: `${grouped(shared)} of ${grouped(test.length)} test rows (${percent(share)}) stand in the training rows too, as far as models see them: they test memory`,
      value: share,
      n: test.length,
      severity: wilsonInterval(shared, test.length, 0.98).low > noticeableShare ? 'warn' : 'info',
    });
  const near = nearShare(trained, known, rowDigests(table, columns, evenSample(test, mostNearRows)), columns.length);
  const rest = near.share - near.exact;
  if (rest >= noticeableShare)
    findings.push({
      kind: 'nearlySharedRows',
      subject: 'split',
      message: `${percent(rest)} of the test rows differ from a training row in one column only (n = ${grouped(near.n)} of ${grouped(test.length)})`,
      value: rest,
      n: near.n,
      severity: 'info',
    });
  return findings;
}

function nearShare(
  trained: RowDigests,
  known: ReadonlySet<number>,
  tested: RowDigests,
  columnCount: number,
): { readonly share: number; readonly exact: number; readonly n: number } {
  const isExact = Array.from(tested.digests, (digest) => known.has(digest));
  const isNear = [...isExact];
  for (let place = 0; place < columnCount; place++) {
    const wanted = new Map<number, number[]>();
    for (const [i, digest] of tested.without(place).entries()) {
      if (isNear[i]) continue;
      const same = wanted.get(digest);
      if (same === undefined) wanted.set(digest, [i]);
      else same.push(i);
    }
    for (const digest of trained.without(place)) for (const i of wanted.get(digest) ?? []) isNear[i] = true;
  }
  const shareOf = (flags: readonly boolean[]): number => flags.filter(Boolean).length / Math.max(1, flags.length);
  return { share: shareOf(isNear), exact: shareOf(isExact), n: isNear.length };
}

function isIdentifier(column: Column, rows: Int32Array): boolean {
  if (column.kind !== 'text' && column.kind !== 'integer') return false;
  const seen = new Set<number>();
  for (const row of rows) {
    const value = (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? -1;
    if (seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}
