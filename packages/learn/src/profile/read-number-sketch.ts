import {
  type Distribution,
  extremesKept,
  frequentKept,
  levelLength,
  mostExact,
  type NumberSketch,
  totalCount,
  type ValueCounts,
} from '@tend/kernels';
import type { SketchReader } from './sketch-reader.ts';

/** Reads what `writeNumberSketch` wrote. MalformedSketch for what no column of numbers has as its sketch. */
export function readNumberSketch(from: SketchReader): NumberSketch {
  const n = from.whole('rows', Number.MAX_SAFE_INTEGER);
  const present = from.whole('present rows', n);
  const [mean, meanRest, m2, m3, m4] = [from.f64(), from.f64(), from.f64(), from.f64(), from.f64()];
  const count = (what: string): number => from.whole(what, present);
  const [zeros, negatives, wholes] = [count('zeros'), count('negatives'), count('wholes')];
  const [rises, falls] = [count('rises'), count('falls')];
  const [first, last] = [from.f64(), from.f64()];
  const kept = Math.min(extremesKept, present);
  const [lowest, highest] = [readAscending(from, kept), readAscending(from, kept)];
  return {
    ...{ n, present, moments: { n: present, mean, meanRest, m2, m3, m4 }, zeros, negatives, wholes },
    ...{ lowest: [...lowest], highest: [...highest], rises, falls, first, last },
    distribution: readDistribution(from, present),
  };
}

function readDistribution(from: SketchReader, present: number): Distribution {
  const flag = from.u8();
  if (flag > 1) from.refuse('a distribution that is exact (0) or sketched (1)', String(flag));
  if (flag === 0) {
    const all = readCounts(from, mostExact);
    requireTotal(from, totalCount(all.counts), present);
    return { type: 'exact', ...all };
  }
  const halvings = from.whole('halvings', Number.MAX_SAFE_INTEGER);
  const [over, under] = [from.whole('rank error', present), from.whole('rank error', present)];
  const shortfall = from.whole('shortfall', present);
  let total = 0;
  const levels = Array.from({ length: from.countUpTo('levels', 53, 4) }, (_, level) => {
    const length = from.countUpTo('values of a level', levelLength, 8);
    total += length * 2 ** level;
    return readAscending(from, length);
  });
  requireTotal(from, total, present);
  const registers = from.registers();
  const frequent = readCounts(from, frequentKept);
  if (totalCount(frequent.counts) > present) from.refuse(`frequent values in ${present} rows`, 'in more');
  return {
    type: 'sketched',
    ranks: { levels, halvings, over, under },
    registers,
    frequent: { ...frequent, shortfall },
  };
}

function readCounts(from: SketchReader, most: number): ValueCounts {
  const length = from.countUpTo('values', most, 12);
  const values = readAscending(from, length);
  for (let i = 1; i < length; i++) if (values[i] === values[i - 1]) from.refuse('each value once', String(values[i]));
  const counts = Uint32Array.from({ length }, () => from.u32());
  if (counts.includes(0)) from.refuse('values of one row or more', 'one of none');
  return { values, counts };
}

function readAscending(from: SketchReader, length: number): Float64Array {
  const values = new Float64Array(length);
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const value = from.f64();
    if (!(value >= before) || Object.is(value, -0)) from.refuse('ascending values without NaN and -0', String(value));
    values[i] = value;
    before = value;
  }
  return values;
}

function requireTotal(from: SketchReader, total: number, present: number): void {
  if (total !== present) from.refuse(`counts of ${present} rows`, String(total));
}
