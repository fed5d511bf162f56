import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../estimator.ts';
import { canonicalColumns } from '../canonical-columns.ts';
import { columnReader } from '../column-reader.ts';
import { InvalidData } from '../invalid-data.ts';
import { featuresNamed, syntheticData } from '../synthetic-data.cases.ts';
import { layOutTraining } from './lay-out-training.ts';

const bounds = Float32Array.from({ length: 254 }, (_, i) => i);

describe('layOutTraining', () => {
  it('refuses more than one memory holds, and says how much it would take', () => {
    const count = 10_000;
    const wide: TrainingData = {
      x: { rowCount: 1000, features: featuresNamed(count), values: new Float32Array(1000 * count) },
      y: new Float64Array(1000),
    };
    const columns = { ...wide, x: canonicalColumns(wide.x) };
    const read = columnReader(columns.x);
    const features = Array.from({ length: count }, () => ({ bounds, nonzeroShare: 1 }));
    const settings = { leaves: 256, histogramMegabytes: 1024 };
    // 10,000 columns of 256 bins of 8 bytes; all 256 leaves would take 5.2 GB.
    expect(layOutTraining(columns, read, features, settings, {}).layout.slotCount).toBe(
      Math.floor(2 ** 30 / (10_000 * 2048 + 64)),
    );
    let thrown: unknown;
    try {
      layOutTraining(columns, read, features, settings, { threadCount: 220 });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidData);
    // One histogram for each of 220 threads, and the two that a tree needs.
    const came = Number(/came (\d+) bytes for 1000 rows of 10000 features/.exec(String(thrown))?.[1]);
    expect(came).toBeGreaterThan(10_000 * 256 * 8 * 222);
    expect(came).toBeLessThan(10_000 * 256 * 8 * 230);
  });

  it('counts as usable what could separate two rows', () => {
    const data = syntheticData(20, 1, 0);
    data.x.values.fill(Number.NaN, 20, 25);
    data.x.values.fill(Number.NaN, 40, 60);
    const features = data.x.features.map((_, f) => ({
      bounds: f === 0 ? bounds : new Float32Array(),
      nonzeroShare: 1,
    }));
    const x = canonicalColumns(data.x);
    expect(
      layOutTraining({ ...data, x }, columnReader(x), features, { leaves: 8, histogramMegabytes: 1024 }, {}).usable,
    ).toEqual([0, 1]);
  });
});
