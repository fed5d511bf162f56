import { randomStream } from '@tend/kernels';
import { Problem, type SplitRule } from '@tend/protocol';
import { columnOf, hasColumn, type Table } from '@tend/table';
import { spanOn, timeColumnOf } from './time-column.ts';

/** Who may see which rows: row numbers from 0, ascending, on no more than one side. */
export interface RowSplit {
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** Rows on neither side: outside both spans, or of unknown outcome. */
  readonly unused: number;
  /** One clause for people, e.g. `by time of "Flight Date": train until 1998-01-01, test from then`. */
  readonly description: string;
}

/** What learning and judging need at the least; below that no metric says anything. */
const least = { train: { rows: 20, perClass: 2 }, test: { rows: 10, perClass: 1 } } as const;

/**
 * Divides the rows of known outcome by the charter's rule: by spans of time, at random within each class, or by whole
 * groups (rows without a group form one). The same table, target, rule and seed give the same rows. TND-1204 where a
 * side has too few rows or lacks a class, TND-1001 where the rule names a column that is not there.
 */
export function splitRows(
  table: Table,
  target: Int8Array,
  rule: SplitRule,
  seed: number,
  timeColumn: string | undefined,
): RowSplit {
  if (target.length !== table.rowCount)
    throw new RangeError(`a target of ${target.length} rows for a table of ${table.rowCount}`);
  const isKnown = new Uint8Array(target.length);
  for (let row = 0; row < target.length; row++) isKnown[row] = target[row] === 0 || target[row] === 1 ? 1 : 0;
  const { sideOf, description } = assign(table, target, isKnown, rule, seed, timeColumn);
  const [train, test] = [rowsOn(sideOf, trainSide), rowsOn(sideOf, testSide)];
  refuseThin('train', train, target, description);
  refuseThin('test', test, target, description);
  return { train, test, unused: table.rowCount - train.length - test.length, description };
}

const [trainSide, testSide] = [1, 2];

/** The rows of one side, ascending. */
function rowsOn(sideOf: Uint8Array, side: number): Int32Array {
  let count = 0;
  for (let row = 0; row < sideOf.length; row++) if (sideOf[row] === side) count++;
  const rows = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < sideOf.length; row++) if (sideOf[row] === side) rows[next++] = row;
  return rows;
}

interface Sides {
  /** 0 for a row on neither side. */
  readonly sideOf: Uint8Array;
  readonly description: string;
}

function assign(
  table: Table,
  target: Int8Array,
  isKnown: Uint8Array,
  rule: SplitRule,
  seed: number,
  timeColumn: string | undefined,
): Sides {
  switch (rule.by) {
    case 'time':
      return byTime(table, isKnown, rule, timeColumn);
    case 'random':
      return atRandom(target, isKnown, rule.testShare, seed);
    case 'group':
      return byGroup(table, isKnown, rule.column, rule.testShare, seed);
  }
}

function byTime(
  table: Table,
  isKnown: Uint8Array,
  rule: Extract<SplitRule, { by: 'time' }>,
  timeColumn: string | undefined,
): Sides {
  const time = timeColumnOf(table, timeColumn, 'split by time');
  const [train, test] = [spanOn(time, rule.train), spanOn(time, rule.test)];
  if (Math.max(train.from, test.from) < Math.min(train.until, test.until))
    throw new Problem('TND-1001', {
      message: 'split: the spans of train and test overlap',
      expected: 'spans that share no day; until is exclusive',
      came: `train ${spanText(rule.train)}, test ${spanText(rule.test)}`,
      next: ['let split.test.from be split.train.until'],
    });
  const sideOf = new Uint8Array(isKnown.length);
  for (let row = 0; row < sideOf.length; row++) {
    // A missing time is NaN and lies in no span.
    const at = time.values[row] ?? Number.NaN;
    if (isKnown[row] !== 1) continue;
    if (at >= train.from && at < train.until) sideOf[row] = trainSide;
    else if (at >= test.from && at < test.until) sideOf[row] = testSide;
  }
  const description = `by time of "${time.name}": train ${spanText(rule.train)}, test ${spanText(rule.test)}`;
  return { sideOf, description };
}

function atRandom(target: Int8Array, isKnown: Uint8Array, testShare: number, seed: number): Sides {
  const sideOf = isKnown.map((known) => known * trainSide);
  for (const label of [0, 1]) {
    const isOfLabel = isKnown.map((known, row) => (known === 1 && target[row] === label ? 1 : 0));
    const rows = rowsOn(isOfLabel, 1);
    randomStream(seed).fork(label).shuffle(rows);
    for (const row of rows.subarray(0, Math.round(rows.length * testShare))) sideOf[row] = testSide;
  }
  return { sideOf, description: `at random: ${percent(testShare)} of each class for testing, seed ${seed}` };
}

function byGroup(table: Table, isKnown: Uint8Array, column: string, testShare: number, seed: number): Sides {
  if (!hasColumn(table, column))
    throw new Problem('TND-1001', {
      message: `split.column names a column that the source does not have: ${column}`,
      expected: `one of ${table.columns.map(({ name }) => name).join(', ')}`,
      came: column,
    });
  const groups = columnOf(table, column);
  const places = new Map<number, number>();
  const groupOf = new Int32Array(isKnown.length);
  const sizes: number[] = [];
  let knownCount = 0;
  for (let row = 0; row < isKnown.length; row++) {
    if (isKnown[row] !== 1) continue;
    const group = groups.kind === 'text' ? (groups.codes[row] ?? -1) : (groups.values[row] ?? Number.NaN);
    // Places stand in the order of first appearance, which the rows fix; the shuffle is the only chance in it.
    const place = places.get(group) ?? sizes.length;
    if (place === sizes.length) places.set(group, place);
    sizes[place] = (sizes[place] ?? 0) + 1;
    groupOf[row] = place;
    knownCount++;
  }
  const order = Int32Array.from(sizes, (_, place) => place);
  randomStream(seed).shuffle(order);
  const sideOfGroup = new Uint8Array(sizes.length).fill(trainSide);
  const wanted = knownCount * testShare;
  let testCount = 0;
  for (const place of order) {
    const size = sizes[place] ?? 0;
    if (Math.abs(testCount + size - wanted) >= Math.abs(testCount - wanted)) continue;
    sideOfGroup[place] = testSide;
    testCount += size;
  }
  const sideOf = isKnown.map((known, row) => (known === 1 ? (sideOfGroup[groupOf[row] ?? 0] ?? 0) : 0));
  const description = `by whole groups of "${column}": ${percent(testShare)} of the rows for testing, seed ${seed}`;
  return { sideOf, description };
}

function refuseThin(side: 'train' | 'test', rows: Int32Array, target: Int8Array, description: string): void {
  const positives = rows.reduce((sum, row) => sum + (target[row] === 1 ? 1 : 0), 0);
  const negatives = rows.length - positives;
  const needed = least[side];
  if (rows.length >= needed.rows && Math.min(positives, negatives) >= needed.perClass) return;
  const lacks =
    rows.length < needed.rows
      ? `${rows.length} rows`
      : positives <= negatives
        ? `${positives} positives`
        : `${negatives} negatives`;
  throw new Problem('TND-1204', {
    message: `the ${side} side of the split has only ${lacks} (${description})`,
    expected: `at least ${needed.rows} rows with at least ${needed.perClass} of each class on the ${side} side`,
    came: `${rows.length} rows: ${positives} positive, ${negatives} negative`,
    next: ['change split in tend.yaml', 'check that target.expression is true for some rows and false for others'],
    facts: { side, rows: rows.length, positives, negatives },
  });
}

function spanText({
  from,
  until,
}: {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}): string {
  if (from === undefined) return until === undefined ? 'always' : `until ${until}`;
  return until === undefined ? `from ${from}` : `${from} until ${until}`;
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`;
}
