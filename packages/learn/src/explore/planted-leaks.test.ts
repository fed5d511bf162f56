import { log, randomStream } from '@tend/kernels';
import { type Column, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import { describe, expect, test, vi } from 'vitest';
import { codedColumns } from '../associations/coded-columns.ts';
import { findLeakSuspects, type LeakOptions } from './find-leak-suspects.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import type { LeakTarget } from './leak-target.ts';

vi.setConfig({ testTimeout: 60_000 });

const n = 3000;

/** A problem with honest columns of every shape, some of them strong, and its outcome in three kinds. */
interface Problem {
  readonly honest: readonly Column[];
  /** The number behind all outcomes, written with two decimals. */
  readonly amount: Float64Array;
  readonly targets: Readonly<Record<'binary' | 'classes' | 'number', LeakTarget>>;
  readonly uniform: () => number;
  readonly normal: () => number;
}

function problem(seed: number): Problem {
  const random = randomStream(seed);
  const draw = (of: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => of(i));
  const signals = Array.from({ length: 6 }, () => draw(() => random.normal()));
  const weights = [1.5, 0.9, 0.7, 0.5, 0.5, 0.4];
  const amount = draw((i) => {
    const sum = signals.reduce((total, signal, k) => total + (weights[k] ?? 0) * (signal[i] ?? 0), 0);
    return Math.round((1000 + 100 * (sum + random.normal())) * 100) / 100;
  });
  const numbers = signals.map((signal, k) => numericColumn(`signal ${k}`, 'number', signal));
  const honest: Column[] = [
    ...numbers,
    numericColumn(
      'noise',
      'number',
      draw(() => random.normal()),
    ),
    numericColumn(
      'mostly zero',
      'number',
      draw((i) => (random.uniform() < 0.05 + (amount[i]! > 1100 ? 0.05 : 0) ? 50 + random.integer(900) : 0)),
    ),
    numericColumn(
      'often missing',
      'number',
      draw((i) => (random.uniform() < 0.3 ? Number.NaN : amount[i]! / 100 + 3 * random.normal())),
    ),
    textColumn(
      'level',
      Array.from(
        amount,
        (value) => `level ${Math.min(7, Math.max(0, Math.round((value - 700) / 100 + 2 * random.normal())))}`,
      ),
    ),
    textColumn(
      'place',
      Array.from(amount, () => `place ${random.integer(150)}`),
    ),
    numericColumn(
      'steps',
      'integer',
      draw(() => random.integer(12)),
    ),
  ];
  const targets = {
    binary: { type: 'binary', y: Int8Array.from(amount, (value) => Number(value > 1150)) },
    classes: {
      type: 'classes',
      codes: Int32Array.from(amount, (value) => Math.min(3, Math.max(0, Math.floor((value - 800) / 130)))),
      classes: ['low', 'middle', 'high', 'top'],
    },
    number: { type: 'number', values: amount },
  } as const;
  return { honest, amount, targets, uniform: () => random.uniform(), normal: () => random.normal() };
}

function found(
  { honest, amount }: Problem,
  planted: readonly Column[],
  target: LeakTarget,
  options: Partial<LeakOptions> = {},
): readonly LeakSuspect[] {
  const table: Table = tableOf([...honest, ...planted, numericColumn('amount', 'number', amount)]);
  const rows = Int32Array.from({ length: n }, (_, row) => row);
  const columns = [...honest, ...planted].map(({ name }) => name);
  return findLeakSuspects(codedColumns(table, rows), target, { columns, ...options });
}
const graded = (suspects: readonly LeakSuspect[]): string[] =>
  suspects.map(({ column, grade }) => `${grade} ${column}`);

test('no honest column is certain, and none is suspect, whatever the kind of outcome', () => {
  let asked = 0;
  for (let seed = 1; seed <= 5; seed++) {
    const one = problem(seed);
    for (const target of Object.values(one.targets)) {
      const suspects = found(one, [], target, { sources: ['amount'] });
      expect(graded(suspects), `seed ${seed}, ${target.type}`).toEqual([]);
      asked += one.honest.length;
    }
  }
  expect(asked).toBe(180);
});

describe('what gives the number behind the outcome exactly is certain', () => {
  const one = problem(20);
  const { amount, uniform } = one;
  const column = (name: string, of: (value: number, i: number) => number): Column =>
    numericColumn(
      name,
      'number',
      Float64Array.from(amount, (value, i) => of(value, i)),
    );
  const part = Float64Array.from(amount, (value) => Math.round(value * uniform() * 100) / 100);
  const other = (i: number): number => part[i]!;
  const cases: Readonly<Record<string, readonly Column[]>> = {
    copy: [column('copy', (value) => value)],
    'monotone recoding, falling': [column('log', (value) => -log(value))],
    'rounded and negated with equal values where equal': [column('half', (value) => value / -2)],
    sum: [column('part', (_, i) => other(i)), column('rest', (value, i) => value - other(i))],
    difference: [column('gross', (value, i) => value + other(i)), column('tax', (_, i) => other(i))],
    product: [column('price', (value, i) => value / (2 + (i % 7))), column('count', (_, i) => 2 + (i % 7))],
    ratio: [column('total', (value, i) => value * (2 + (i % 7))), column('count', (_, i) => 2 + (i % 7))],
  };
  test.each(Object.entries(cases))('%s', (_, planted) => {
    const wanted = planted.map(({ name }) => `certain ${name}`);
    const { binary, number } = one.targets;
    for (const suspects of [found(one, planted, binary, { sources: ['amount'] }), found(one, planted, number)]) {
      expect(graded(suspects)).toEqual(wanted);
      expect(suspects.map(({ evidence }) => evidence.type)).toEqual(planted.map(() => 'source'));
    }
  });

  test('with one row in a thousand wrong it is suspect, with one in ten it is no formula', () => {
    const wrong = (every: number): Column => column('copy', (value, i) => (i % every === 0 ? value + 999 : value));
    expect(graded(found(one, [wrong(1000)], one.targets.number))).toEqual(['suspect copy']);
    const types = found(one, [wrong(10)], one.targets.number).map(({ evidence }) => evidence.type);
    expect(types).not.toContain('source');
  });
});

describe('each other sign of a leak', () => {
  const one = problem(30);
  const { binary, classes, number } = one.targets;
  const yes = (i: number): boolean => one.amount[i]! > 1150;
  const texts = (name: string, of: (i: number) => string | null): Column =>
    textColumn(
      name,
      Array.from({ length: n }, (_, i) => of(i)),
    );
  const numbers = (name: string, kind: 'integer' | 'number' | 'date', of: (i: number) => number): Column =>
    numericColumn(
      name,
      kind,
      Float64Array.from({ length: n }, (_, i) => of(i)),
    );

  test('two columns of few values which only together give the outcome', () => {
    const coin = Array.from({ length: n }, () => one.uniform() < 0.5);
    const pair = [
      texts('a', (i) => (coin[i] ? 'heads' : 'tails')),
      texts('b', (i) => (coin[i] === yes(i) ? 'same' : 'other')),
    ];
    expect(graded(found(one, pair, binary))).toEqual(['certain a', 'certain b']);
    expect(found(one, pair, binary)[0]?.evidence).toMatchObject({ type: 'pair', partner: 'b', levels: 4, share: 1 });
  });

  test('a text that each class has its own values of, and a value entered for one class only', () => {
    const codes = classes.type === 'classes' ? classes.codes : new Int32Array();
    const words = texts('words', (i) => `word ${codes[i]! * 2 + (i % 2)}`);
    const note = texts('note', (i) => (codes[i] === 3 && i % 3 > 0 ? `note ${i % 5}` : null));
    expect(graded(found(one, [words, note], classes))).toEqual(['certain words', 'certain note']);
  });

  test('filled together with the outcome', () => {
    const known = (i: number): boolean => i % 10 !== 0;
    const values = one.amount.map((value, i) => (known(i) ? value : Number.NaN));
    const unknown = Int32Array.from({ length: n }, (_, i) => i).filter((i) => !known(i));
    const report = numbers('report', 'number', (i) => (known(i) ? one.normal() : Number.NaN));
    const honest = numbers('sensor', 'number', () => (one.uniform() < 0.5 ? Number.NaN : one.normal()));
    const suspects = found(one, [report, honest], { type: 'number', values }, { unknown });
    expect(graded(suspects)).toEqual(['suspect report']);
    expect(suspects[0]?.evidence).toEqual({ type: 'recorded', missingWhereUnknown: 1, missingWhereKnown: 0 });
  });

  test('a later time; not one that is earlier, nor the local day of the same instant', () => {
    const time = numericColumn(
      'time',
      'instant',
      Float64Array.from({ length: n }, (_, i) => i * 3_600_000),
    );
    const day = (i: number, shift: number): number => Math.floor((i * 3_600_000 + shift) / 86_400_000);
    const dates = [
      numbers('closed on', 'date', (i) => day(i, 9 * 86_400_000)),
      numbers('ordered on', 'date', (i) => day(i, -9 * 86_400_000)),
      numbers('local day', 'date', (i) => day(i, 11 * 3_600_000)),
    ];
    const suspects = found(one, [...dates, time], binary, { timeColumn: 'time' });
    expect(graded(suspects)).toEqual(['suspect closed on']);
    expect(suspects[0]?.evidence).toMatchObject({ type: 'later', timeColumn: 'time', share: 1 });
  });

  test('numbers that were handed out: in order, in the order of the outcome; not measured ones, nor random ones', () => {
    const order = [...one.amount.keys()].sort((a, b) => Number(yes(a)) - Number(yes(b)) || a - b);
    const place = new Int32Array(n);
    for (const [at, row] of order.entries()) place[row] = at;
    const shuffled = Int32Array.from(order.keys());
    randomStream(5).shuffle(shuffled);
    const planted = [
      numbers('row', 'integer', (i) => i + 17),
      numbers('sorted by outcome', 'integer', (i) => place[i]!),
      numbers('drawn lot', 'integer', (i) => shuffled[i]!),
      numbers('reading', 'integer', () => Math.floor(one.uniform() * 1e9)),
    ];
    expect(graded(found(one, planted, binary))).toEqual(['suspect row', 'certain sorted by outcome']);
  });

  test('a number that carries far more than all others, which say something', () => {
    const echo = (name: string, blur: number): Column =>
      numbers(name, 'number', (i) => one.amount[i]! + blur * one.normal());
    const honest = [1, 2, 3, 4, 5, 6].map((k) => echo(`echo ${k}`, 700));
    for (const target of [binary, number]) {
      const suspects = found({ ...one, honest }, [echo('after', 60)], target);
      expect(graded(suspects)).toEqual(['suspect after']);
      expect(suspects[0]?.evidence.type).toBe('strongest');
    }
  });
});
