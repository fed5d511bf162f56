import type { Measured } from '@tend/learn';
import type { Measurement } from '@tend/protocol';

/** A measured value as it travels: undefined numbers are null. */
export function toMeasurement(metric: string, measured: Measured, confidence: number): Measurement {
  const { n, positives } = measured;
  return {
    metric,
    value: known(measured.value),
    low: known(measured.low),
    high: known(measured.high),
    confidence,
    n,
    positives,
  };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
