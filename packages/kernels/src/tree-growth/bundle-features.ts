import { binCountOf, type FeatureBins } from './feature-bins.ts';
import { type FeaturePlace, sharedBinCount } from './feature-place.ts';

interface Bundle {
  readonly members: Member[];
  /** One bit a row: is any member off 0 there? */
  readonly isTaken: Uint32Array;
  taken: number;
  bins: number;
}

interface Member {
  readonly feature: number;
  readonly hasMissing: boolean;
  readonly firstBin: number;
}

interface Nonzero {
  readonly rows: Uint32Array;
  readonly count: number;
  readonly hasMissing: boolean;
}

/** As LightGBM: more bundles are not tried for one feature. */
const triesPerFeature = 100;
/** The share is that of a sample: a feature somewhat beyond its limit may still fit. */
const sampleSlack = 0.02;

/**
 * Puts numeric features that are never both off 0 into one column, one-hot blocks above all, every other into a column of
 * its own.
 * Exclusive means in every row, not in most: sums and trees are exactly those of separate columns, found with fewer
 * additions. First fit in the order of the features, which keeps those of one source together.
 * Source: Ke et al. 2017, Algorithm 3, without conflicts.
 */
export function bundleFeatures(
  features: readonly FeatureBins[],
  rowCount: number,
  columnOf: (feature: number) => Float32Array,
): readonly FeaturePlace[] {
  const sparsest = twoSmallest(features.map(({ nonzeroShare }) => nonzeroShare));
  const bundles: Bundle[] = [];
  for (const [feature, { bounds, nonzeroShare, categories }] of features.entries()) {
    const partner = nonzeroShare === sparsest[0] ? sparsest[1] : sparsest[0];
    if (categories !== undefined || nonzeroShare + partner > 1 + sampleSlack) continue;
    const nonzero = nonzeroRows(columnOf(feature), rowCount);
    const bins = sharedBinCount(bounds.length + 2, nonzero.hasMissing);
    const fitting = bundles
      .slice(-triesPerFeature)
      .find(
        (bundle) => bundle.bins + bins <= 255 && bundle.taken + nonzero.count <= rowCount && isFree(bundle, nonzero),
      );
    const bundle = fitting ?? { members: [], isTaken: new Uint32Array(nonzero.rows.length), taken: 0, bins: 0 };
    if (fitting === undefined) bundles.push(bundle);
    for (const [word, bits] of nonzero.rows.entries()) (bundle.isTaken[word] as number) |= bits;
    bundle.members.push({ feature, hasMissing: nonzero.hasMissing, firstBin: bundle.bins + 1 });
    bundle.taken += nonzero.count;
    bundle.bins += bins;
  }
  return placesOf(features, bundles);
}

function placesOf(features: readonly FeatureBins[], bundles: readonly Bundle[]): readonly FeaturePlace[] {
  const memberships = new Map<number, { bundle: Bundle; member: Member }>();
  for (const bundle of bundles)
    if (bundle.members.length > 1)
      for (const member of bundle.members) memberships.set(member.feature, { bundle, member });
  const columns = new Map<Bundle, number>();
  let columnCount = 0;
  return features.map((bins, feature) => {
    const binCount = binCountOf(bins);
    if (bins.categories !== undefined) return { column: columnCount++, binCount, isCategorical: true };
    const membership = memberships.get(feature);
    if (membership === undefined) return { column: columnCount++, binCount };
    const { bundle, member } = membership;
    const column = columns.get(bundle) ?? columnCount++;
    columns.set(bundle, column);
    const shared = { firstBin: member.firstBin, defaultBin: binOfZero(bins.bounds), hasMissing: member.hasMissing };
    return { column, binCount, shared };
  });
}

function binOfZero(bounds: Float32Array): number {
  const bin = bounds.findIndex((bound) => bound >= 0);
  return (bin < 0 ? bounds.length : bin) + 1;
}

function isFree({ isTaken }: Bundle, { rows }: Nonzero): boolean {
  for (let word = 0; word < rows.length; word++)
    if (((isTaken[word] as number) & (rows[word] as number)) !== 0) return false;
  return true;
}

function nonzeroRows(column: Float32Array, rowCount: number): Nonzero {
  const rows = new Uint32Array(Math.ceil(rowCount / 32));
  let count = 0;
  let hasMissing = false;
  for (let start = 0, word = 0; start < rowCount; start += 32, word++) {
    const end = Math.min(rowCount, start + 32);
    let bits = 0;
    for (let row = start; row < end; row++) {
      const value = column[row] as number;
      if (value === 0) continue;
      bits |= 1 << (row - start);
      count++;
      hasMissing ||= Number.isNaN(value);
    }
    rows[word] = bits;
  }
  return { rows, count, hasMissing };
}

function twoSmallest(values: readonly number[]): readonly [number, number] {
  let first = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (const value of values) {
    if (value < first) {
      second = first;
      first = value;
    } else if (value < second) second = value;
  }
  return [first, second];
}
