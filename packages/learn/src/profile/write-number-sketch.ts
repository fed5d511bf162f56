import type { Distribution, NumberSketch, ValueCounts } from '@tend/kernels';
import type { ByteWriter } from '../estimators/byte-writer.ts';

/** Writes the sketch of a column of numbers; the layout is that of encode-sketches.ts. */
export function writeNumberSketch(to: ByteWriter, sketch: NumberSketch): void {
  const { n, present, moments, zeros, negatives, wholes, lowest, highest, rises, falls, first, last } = sketch;
  const { mean, meanRest, m2, m3, m4 } = moments;
  for (const value of [n, present, mean, meanRest, m2, m3, m4]) writeNumber(to, value);
  for (const value of [zeros, negatives, wholes, rises, falls, first, last]) writeNumber(to, value);
  for (const value of [...lowest, ...highest]) to.f64(value);
  writeDistribution(to, sketch.distribution);
}

function writeDistribution(to: ByteWriter, distribution: Distribution): void {
  if (distribution.type === 'exact') {
    to.u8(0);
    writeCounts(to, distribution);
    return;
  }
  const { ranks, registers, frequent } = distribution;
  to.u8(1);
  for (const value of [ranks.halvings, ranks.over, ranks.under, frequent.shortfall]) to.f64(value);
  to.u32(ranks.levels.length);
  for (const level of ranks.levels) {
    to.u32(level.length);
    for (const value of level) to.f64(value);
  }
  to.bytes(registers);
  writeCounts(to, frequent);
}

function writeCounts(to: ByteWriter, { values, counts }: ValueCounts): void {
  to.u32(values.length);
  for (const value of values) to.f64(value);
  for (const count of counts) to.u32(count);
}

/** NaN has one spelling, so that equal sketches have equal bytes. */
function writeNumber(to: ByteWriter, value: number): void {
  if (!Number.isNaN(value)) to.f64(value);
  else {
    to.u32(0);
    to.u32(0x7ff80000);
  }
}
