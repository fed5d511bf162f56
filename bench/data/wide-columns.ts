import type { RandomStream } from '@tend/kernels';
import type { ColumnSchema } from '@tend/table';
import { freeTexts, words } from './free-texts.ts';
import { type RowWriter, type Spellings, spellings } from './row-writer.ts';

/** Writes the cell of a row, counted from 0; nothing where it is missing. */
export type CellWriter = (out: RowWriter, random: RandomStream, row: number) => void;

export interface WideColumn extends ColumnSchema {
  readonly write: CellWriter;
}

const [minus, point, zero] = [45, 46, 48];
const startMs = Date.UTC(2021, 0, 1);
const dayMs = 86_400_000;

/**
 * The thirty columns of the wide table, with the kinds that a reader should find. Like an export of orders: an identifier, times,
 * categories of 2 to 50,000 levels, integers of several widths, numbers of several precisions, and comments that need quotes.
 */
export function wideColumns(): readonly WideColumn[] {
  return [
    { name: 'order_id', kind: 'integer', write: (out, _, row) => out.digits(10_000_001 + row) },
    {
      name: 'customer',
      kind: 'text',
      write: levels(Array.from({ length: 50_000 }, (_, i) => `C${1_000_000 + i * 7}`)),
    },
    { name: 'ordered_at', kind: 'instant', write: writeInstant },
    { name: 'delivered_on', kind: 'date', write: sometimes(0.92, writeDay(18_628, 1826)) },
    { name: 'birth_date', kind: 'date', write: writeDay(-10_000, 24_000) },
    { name: 'updated_at', kind: 'instant', write: writeMoment },
    { name: 'tier', kind: 'text', write: levels(['basic', 'plus', 'premium']) },
    {
      name: 'channel',
      kind: 'text',
      write: sometimes(0.97, levels(['web', 'app', 'store', 'phone', 'partner', 'mail'])),
    },
    { name: 'region', kind: 'text', write: levels(words('region', 24)) },
    { name: 'country', kind: 'text', write: levels(['Österreich', 'Curaçao', 'Éire', ...words('country', 57)]) },
    { name: 'category', kind: 'text', write: levels(words('category', 300)) },
    { name: 'product', kind: 'text', write: sometimes(0.99, levels(words('product', 3000))) },
    { name: 'is_member', kind: 'boolean', write: levels(['true', 'false']) },
    { name: 'is_gift', kind: 'boolean', write: levels(['false', 'false', 'false', 'true']) },
    { name: 'is_returned', kind: 'boolean', write: sometimes(0.95, levels(['false', 'true'])) },
    { name: 'age', kind: 'integer', write: sometimes(0.97, integers(18, 73)) },
    { name: 'items', kind: 'integer', write: integers(1, 20) },
    { name: 'visits', kind: 'integer', write: integers(0, 5000) },
    { name: 'stock', kind: 'integer', write: integers(0, 8_000_000) },
    {
      name: 'account',
      kind: 'integer',
      write: (out, random) => out.digits(1e11 + Math.floor(random.uniform() * 9e11)),
    },
    { name: 'balance_change', kind: 'integer', write: signed(integers(1, 20_000)) },
    { name: 'price', kind: 'number', write: decimals(3_000_000, 2) },
    { name: 'cost', kind: 'number', write: sometimes(0.98, decimals(1_000_000, 2)) },
    { name: 'discount', kind: 'number', write: decimals(96, 2) },
    { name: 'weight_kg', kind: 'number', write: decimals(90_000, 3) },
    { name: 'latitude', kind: 'number', write: signed(decimals(90_000_000, 6)) },
    { name: 'longitude', kind: 'number', write: signed(decimals(180_000_000, 6)) },
    { name: 'score', kind: 'number', write: writeScore },
    { name: 'temperature', kind: 'number', write: sometimes(0.9, signed(decimals(450, 1))) },
    { name: 'comment', kind: 'text', write: sometimes(0.4, levels(freeTexts(20_000))) },
  ];
}

/** A whole number in [0, n) from one draw; quicker than an unbiased one, and n is small here. */
function below(random: RandomStream, n: number): number {
  return Math.floor(random.uniform() * n);
}

/** One of these spellings, each as likely as the others. */
function levels(texts: readonly string[]): CellWriter {
  const cells = spellings(texts);
  return (out, random) => out.spelling(cells, below(random, texts.length));
}

function sometimes(share: number, write: CellWriter): CellWriter {
  return (out, random, row) => {
    if (random.uniform() < share) write(out, random, row);
  };
}

function signed(write: CellWriter): CellWriter {
  return (out, random, row) => {
    if (below(random, 2) === 0) out.byte(minus);
    write(out, random, row);
  };
}

function integers(least: number, count: number): CellWriter {
  return (out, random) => out.digits(least + below(random, count));
}

/** Numbers from 0 to `count` units of the last place, small ones more often. */
function decimals(count: number, places: number): CellWriter {
  const scale = 10 ** places;
  return (out, random) => {
    const share = random.uniform();
    const value = Math.floor(share * share * count);
    const whole = Math.floor(value / scale);
    out.digits(whole);
    out.byte(point);
    out.digits(value - whole * scale, places);
  };
}

/** A share in [0, 1) with all the digits of a double. */
function writeScore(out: RowWriter, random: RandomStream): void {
  out.byte(zero);
  out.byte(point);
  out.digits(below(random, 1e8), 8);
  out.digits(below(random, 1e8), 8);
}

/** A day's spelling by its number since 1970-01-01: days repeat, so each is spelled once. */
function daySpellings(from: number, count: number): Spellings {
  return spellings(Array.from({ length: count }, (_, i) => new Date((from + i) * dayMs).toISOString().slice(0, 10)));
}

function writeDay(from: number, count: number): CellWriter {
  const days = daySpellings(from, count);
  return (out, random) => out.spelling(days, below(random, count));
}

const orderDayCount = 3650;
const orderDays = daySpellings(startMs / dayMs, orderDayCount);

function writeTime(out: RowWriter, second: number): void {
  const day = Math.floor(second / 86_400);
  const rest = second - day * 86_400;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor((rest - hour * 3600) / 60);
  out.spelling(orderDays, day % orderDayCount);
  out.byte(84);
  out.digits(hour, 2);
  out.byte(58);
  out.digits(minute, 2);
  out.byte(58);
  out.digits(rest - hour * 3600 - minute * 60, 2);
}

/** Ascending, about seven seconds from row to row. */
function writeInstant(out: RowWriter, random: RandomStream, row: number): void {
  writeTime(out, row * 7 + below(random, 7));
  out.byte(90);
}

/** Any time of four years, with milliseconds. */
function writeMoment(out: RowWriter, random: RandomStream): void {
  writeTime(out, below(random, 4 * 365 * 86_400));
  out.byte(point);
  out.digits(below(random, 1000), 3);
  out.byte(90);
}
