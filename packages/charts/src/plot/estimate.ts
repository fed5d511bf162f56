import { formatCount, formatRange, formatValue } from '../format/format-value.ts';
import type { TableColumn } from './chart.ts';
import { extentOf, roundExtent } from './value-scale.ts';

/** A value with its interval and the rows it was computed from. The value is null where there are too few to tell. */
export interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** What a target's value is, and how it is written. */
export interface TargetMeasure {
  /** In words, as on the axis: "share damaged", "mean price". */
  readonly label: string;
  readonly kind: 'share' | 'number';
  readonly unit?: string;
  /** Of the intervals, e.g. 0.95. */
  readonly confidence: number;
  /** The value over all rows. */
  readonly overall: number;
}

/** The ends of an axis of a target: of shares within 0 and 1, with the overall value always in view. */
export function targetDomain(target: TargetMeasure, values: readonly number[]): readonly [number, number] {
  const [low, high] = roundExtent(extentOf([...values, target.overall]));
  return target.kind === 'share' ? [Math.max(0, low), Math.min(1, high)] : [low, high];
}

/** `Large: 31% (27% to 35%), 412 rows`. */
export function estimateReading(name: string, { value, low, high, n }: Estimate, target: TargetMeasure): string {
  if (value === null) return `${name}: too few rows to tell (${formatCount(n)})`;
  const interval = low === null || high === null ? '' : ` (${formatRange(low, high, target.kind, target.unit)})`;
  return `${name}: ${formatValue(value, target.kind, target.unit)}${interval}, ${formatCount(n, 'row')}`;
}

/** The cells of an estimate in a table: value, interval, rows. */
export function estimateCells({ value, low, high, n }: Estimate, target: TargetMeasure): readonly string[] {
  return [
    value === null ? 'too few rows' : formatValue(value, target.kind),
    low === null || high === null ? '' : formatRange(low, high, target.kind),
    formatCount(n),
  ];
}

/** Headers of `estimateCells`. */
export function estimateColumns(target: TargetMeasure): readonly TableColumn[] {
  return [measureTitle(target), `${formatValue(target.confidence, 'share')} interval`, 'rows'].map((header) => ({
    header,
    isNumber: true,
  }));
}

/** The measure with its unit, as an axis is titled. */
export function measureTitle({ label, unit }: TargetMeasure): string {
  return unit === undefined ? label : `${label} (${unit})`;
}
