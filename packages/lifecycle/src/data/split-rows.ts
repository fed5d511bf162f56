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
  const known: number[] = [];
  for (let row = 0; row < target.length; row++) if (target[row] === 0 || target[row] === 1) known.push(row);
  const sides = assign(table, target, known, rule, seed, timeColumn);
  const [train, test] = [Int32Array.from(sides.train).sort(), Int32Array.from(sides.test).sort()];
  refuseThin('train', train, target, sides.description);
  refuseThin('test', test, target, sides.description);
  return { train, test, unused: table.rowCount - train.length - test.length, description: sides.description };
}

interface Sides {
  readonly train: readonly number[];
  readonly test: readonly number[];
  readonly description: string;
}

function assign(
  table: Table,
  target: Int8Array,
  known: readonly number[],
  rule: SplitRule,
  seed: number,
  timeColumn: string | undefined,
): Sides {
  switch (rule.by) {
    case 'time':
      return byTime(table, known, rule, timeColumn);
    case 'random':
      return atRandom(target, known, rule.testShare, seed);
    case 'group':
      return byGroup(table, known, rule.column, rule.testShare, seed);
  }
}

function byTime(
  table: Table,
  known: readonly number[],
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
  // A missing time is NaN and lies in no span.
  const within = (span: typeof train) =>
    known.filter((row) => {
      const at = time.values[row] ?? Number.NaN;
      return at >= span.from && at < span.until;
    });
  const description = `by time of "${time.name}": train ${spanText(rule.train)}, test ${spanText(rule.test)}`;
  return { train: within(train), test: within(test), description };
}

function atRandom(target: Int8Array, known: readonly number[], testShare: number, seed: number): Sides {
  const [train, test]: [number[], number[]] = [[], []];
  for (const label of [0, 1]) {
    const rows = Int32Array.from(known.filter((row) => target[row] === label));
    randomStream(seed).fork(label).shuffle(rows);
    const testCount = Math.round(rows.length * testShare);
    for (const [i, row] of rows.entries()) (i < testCount ? test : train).push(row);
  }
  return { train, test, description: `at random: ${percent(testShare)} of each class for testing, seed ${seed}` };
}

function byGroup(table: Table, known: readonly number[], column: string, testShare: number, seed: number): Sides {
  if (!hasColumn(table, column))
    throw new Problem('TND-1001', {
      message: `split.column names a column that the source does not have: ${column}`,
      expected: `one of ${table.columns.map(({ name }) => name).join(', ')}`,
      came: column,
    });
  const groups = columnOf(table, column);
  const membersOf = new Map<number, number[]>();
  for (const row of known) {
    const group = groups.kind === 'text' ? (groups.codes[row] ?? -1) : (groups.values[row] ?? Number.NaN);
    const members = membersOf.get(group);
    if (members === undefined) membersOf.set(group, [row]);
    else members.push(row);
  }
  // A Map keeps the order of first appearance, which the rows fix; the shuffle is the only chance in it.
  const all = [...membersOf.values()];
  const order = Int32Array.from(all, (_, index) => index);
  randomStream(seed).shuffle(order);
  const [train, test]: [number[], number[]] = [[], []];
  const wanted = known.length * testShare;
  for (const index of order) {
    const members = all[index] ?? [];
    const isCloser = Math.abs(test.length + members.length - wanted) < Math.abs(test.length - wanted);
    const side = isCloser ? test : train;
    for (const row of members) side.push(row);
  }
  const description = `by whole groups of "${column}": ${percent(testShare)} of the rows for testing, seed ${seed}`;
  return { train, test, description };
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
