import { log } from '@tend/kernels';
import { ticks } from 'd3-array';
import { scaleUtc } from 'd3-scale';
import { formatTicks } from '../format/format-ticks.ts';
import { dayMs, type ValueKind } from '../format/format-value.ts';

export interface Tick {
  readonly value: number;
  readonly at: number;
  readonly label: string;
}

/** Where values stand along an axis, px. */
export interface ValueScale {
  readonly low: number;
  readonly high: number;
  at(value: number): number;
  /** Round values with labels, at most about `count` of them. */
  ticks(count: number): readonly Tick[];
}

export interface ScaleInput {
  readonly kind: ValueKind;
  /** The values at both ends; equal ones are moved apart, so that the value stands in the middle. */
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  /** Distances are ratios. Only where the whole domain is above 0. */
  readonly isLog?: boolean;
}

/** A scale of numbers, dates or instants. RangeError where an end of the domain is not finite. */
export function valueScale({ kind, domain, range, isLog = false }: ScaleInput): ValueScale {
  if (!domain.every(Number.isFinite)) throw new RangeError(`an axis needs finite ends, came ${domain.join(' to ')}`);
  if (isLog && domain[0] <= 0) throw new RangeError(`an axis of ratios starts above 0, came ${domain[0]}`);
  const [low, high] = apart(domain, kind, isLog);
  // Ratios of numbers that differ in their last digits only cannot be told apart.
  const isRatio = isLog && high > low * 1.001;
  const [from, to] = range;
  const at = (value: number): number =>
    from + (to - from) * (isRatio ? logShare(value, low, high) : share(value, low, high));
  const ticksOf = (count: number): readonly Tick[] => {
    const values = tickValues(kind, low, high, count, isRatio);
    const labels = formatTicks(values, kind);
    return values.map((value, i) => ({ value, at: at(value), label: labels[i] ?? '' }));
  };
  return { low, high, at, ticks: ticksOf };
}

/** The smallest and the largest of some values; 0 to 1 where there are none. */
export function extentOf(values: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

/** An extent with round ends, for an axis that values or counts are read from. */
export function roundExtent([low, high]: readonly [number, number], count = 4): readonly [number, number] {
  const values = roundTicks(low, high, count);
  const step = (values[1] ?? 1) - (values[0] ?? 0);
  if (values.length < 2 || !Number.isFinite(step) || step <= 0) return [low, high];
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

function share(value: number, low: number, high: number): number {
  const span = high - low;
  // The distance of two huge numbers may not be finite; that of their halves is.
  return Number.isFinite(span) ? (value - low) / span : (value / 2 - low / 2) / (high / 2 - low / 2);
}

function logShare(value: number, low: number, high: number): number {
  const bounded = Math.max(value, low);
  return (log(bounded) - log(low)) / (log(high) - log(low));
}

function apart([low, high]: readonly [number, number], kind: ValueKind, isLog: boolean): readonly [number, number] {
  if (high > low) return [low, high];
  if (isLog) return [Math.max(low / 2, Number.MIN_VALUE), Math.min(low * 2, Number.MAX_VALUE)];
  const half = kind === 'date' ? 1 : kind === 'instant' ? dayMs / 2 : Math.abs(low) * 0.05 || 0.5;
  return [Math.max(low - half, -Number.MAX_VALUE), Math.min(low + half, Number.MAX_VALUE)];
}

/** Round values in a range; its ends, where it is longer or shorter than numbers can be counted in. */
function roundTicks(low: number, high: number, count: number): readonly number[] {
  const span = high - low;
  if (!Number.isFinite(span)) return [low, 0, high];
  if (span < 1e-300 || span < Math.max(Math.abs(low), Math.abs(high)) * 1e-13) return [low, high];
  return ticks(low, high, count);
}

function tickValues(kind: ValueKind, low: number, high: number, count: number, isLog: boolean): readonly number[] {
  if (kind === 'date' || kind === 'instant') {
    const unit = kind === 'date' ? dayMs : 1;
    const ends: readonly [number, number] = [low * unit, high * unit];
    // Beyond the years that a date can hold there is no calendar; the ends are named.
    if (!ends.every((end) => Math.abs(end) < 8.6e15)) return [low, high];
    const values = scaleUtc(ends, [0, 1])
      .ticks(count)
      .map((time) => time.getTime() / unit)
      .filter((value) => value >= low && value <= high);
    return kind === 'date' ? values.filter(Number.isInteger) : values;
  }
  if (isLog) return powersOfTen(low, high, count);
  const values = roundTicks(low, high, count);
  return kind === 'integer' ? values.filter(Number.isInteger) : values;
}

function powersOfTen(low: number, high: number, count: number): readonly number[] {
  const values: number[] = [];
  for (let power = -323; power <= 308; power++) {
    const value = Number(`1e${power}`);
    if (value >= low && value <= high) values.push(value);
  }
  if (values.length < 2) return roundTicks(low, high, count).filter((value) => value > 0);
  const every = Math.ceil(values.length / Math.max(1, count));
  return values.filter((_, i) => i % every === 0);
}
