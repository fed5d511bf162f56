import type { FeatureBins, Team } from '@tend/kernels';
import type { ColumnReader } from '../column-reader.ts';
import { binFinder } from './feature-bins.ts';
import { inPieces, ownReader, type SharedColumns } from './shared-columns.ts';

/** A search for the bins of all features as plain data, so that it reaches every thread. */
export interface BinSearchTask extends SharedColumns {
  /** The rows that are looked at; absent: all. */
  readonly sample?: Int32Array;
  /** What the rows that are looked at count as; absent: one each. */
  readonly rowWeights?: Float64Array;
  /** Most bins of a feature. */
  readonly bins: number;
  /** Categories of each feature; 0: it is numeric. */
  readonly categories: Int32Array;
  readonly found: FoundBins;
}

/** What the threads found, in memory that they share. */
export interface FoundBins {
  /** How many bounds or categories a feature has, and its share of values that are not 0. */
  readonly facts: Float64Array;
  /** Bounds or categories, `stride` a feature. */
  readonly bounds: Float32Array;
  readonly stride: number;
}

/** Room for what is found of `featureCount` features of at most `bins` bins, in memory that threads share. */
export function foundBins(featureCount: number, bins: number, isShared: boolean): FoundBins {
  const bytes = (size: number): ArrayBufferLike => (isShared ? new SharedArrayBuffer(size) : new ArrayBuffer(size));
  return {
    facts: new Float64Array(bytes(featureCount * 16)),
    bounds: new Float32Array(bytes(featureCount * bins * 4)),
    stride: bins,
  };
}

/** Each thread finds the bins of every `team.size`th feature; the first reads them by `read` where they are not shared. */
export function binSearchProgram(task: BinSearchTask, team: Team, read?: ColumnReader): void {
  const { rowCount, featureCount, stage, sample, bins, categories, rowWeights } = task;
  const { facts, bounds, stride } = task.found;
  const seenRows = sample?.length ?? rowCount;
  const find = binFinder(seenRows, bins, { ...(rowWeights && { rowWeights }) });
  const note = (feature: number, seen: Float32Array): void => {
    const found = find(seen, categories[feature] as number);
    const list = found.categories ?? found.bounds;
    facts.set([list.length, found.nonzeroShare], 2 * feature);
    bounds.set(list, feature * stride);
  };
  if (stage === undefined) {
    const column = ownReader(task, read);
    const seen = new Float32Array(sample?.length ?? 0);
    for (let feature = team.rank; feature < featureCount; feature += team.size)
      note(feature, sample === undefined ? column(feature) : takeRows(column(feature), sample, seen));
    return;
  }
  const features = Math.floor(stage.length / seenRows);
  const seenOf = (piece: Float32Array, i: number): Float32Array => piece.subarray(i * seenRows, (i + 1) * seenRows);
  inPieces(
    { stage, length: features * seenRows, total: featureCount * seenRows },
    team,
    (piece, from) => {
      for (let i = 0; i < piece.length / seenRows; i++) {
        const column = ownReader(task, read)(from / seenRows + i);
        if (sample === undefined) seenOf(piece, i).set(column);
        else takeRows(column, sample, seenOf(piece, i));
      }
    },
    (piece, from) => {
      for (let i = team.rank; i < piece.length / seenRows; i += team.size) note(from / seenRows + i, seenOf(piece, i));
    },
  );
}

function takeRows(column: Float32Array, rows: Int32Array, into: Float32Array): Float32Array {
  for (let i = 0; i < rows.length; i++) into[i] = column[rows[i] as number] as number;
  return into;
}

/** The bins of all features, once every thread has done. */
export function readFoundBins({
  found,
  categories,
}: Pick<BinSearchTask, 'found' | 'categories'>): readonly FeatureBins[] {
  const { facts, bounds, stride } = found;
  return Array.from(categories, (count, feature) => {
    const list = bounds.slice(feature * stride, feature * stride + (facts[2 * feature] as number));
    const nonzeroShare = facts[2 * feature + 1] as number;
    if (count === 0) return { bounds: list, nonzeroShare };
    return { bounds: new Float32Array(), nonzeroShare, categories: Uint16Array.from(list) };
  });
}
