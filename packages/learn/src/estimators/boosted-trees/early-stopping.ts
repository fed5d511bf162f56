import { decisionForestMargins } from '@tend/kernels';
import type { EarlyStopping, Feature, FeatureMatrix } from '../../estimator.ts';
import { applyLink, type Link } from '../../link.ts';
import { alignFeatures } from '../align-features.ts';
import { type FlatTree, forestOf } from '../forest/forest-of.ts';
import { withKnownCategories } from '../forest/with-known-categories.ts';
import { InvalidData } from '../invalid-data.ts';

/** Watches the score of the rounds on rows that the boosting does not learn from. */
export interface RoundWatch {
  /** Takes the trees of a round, and says whether another is worth while. */
  take(round: number, trees: readonly FlatTree[]): boolean;
  /** The round with the best score, the first of equals; rounds are counted from 0. */
  best(): { readonly round: number; readonly score: number };
}

/**
 * Adds each round's trees to the margins of the rows, scores what `link` makes of them, and is content until `patience`
 * rounds have passed without a better score. `InvalidData` for a score that is none.
 */
export function watchRounds(
  { data, patience, score }: EarlyStopping,
  features: readonly Feature[],
  link: Link,
  marginsOf: (x: FeatureMatrix) => Float64Array,
): RoundWatch {
  const { x } = data;
  const columns = alignFeatures(features, x);
  if (x.rowCount === 0) throw new InvalidData('data of early stopping', 'at least one row', 'none');
  if (!(Number.isInteger(patience) && patience >= 1))
    throw new InvalidData('patience of early stopping', 'a whole number from 1', String(patience));
  const { values } = withKnownCategories(features, columns, x);
  const margins = marginsOf(x);
  const outputs = margins.length / x.rowCount;
  const none = new Array<number>(outputs).fill(0);
  let best = { round: -1, score: Number.NEGATIVE_INFINITY };
  return {
    take(round, trees) {
      const added = decisionForestMargins(forestOf(trees, none, features.length), values, x.rowCount, columns);
      for (let i = 0; i < margins.length; i++) (margins[i] as number) += added[i] as number;
      const reached = score(applyLink(link, 1, margins.slice(), outputs));
      if (!Number.isFinite(reached))
        throw new InvalidData('score of early stopping', 'a finite number', String(reached));
      if (best.round < 0 || reached > best.score) best = { round, score: reached };
      return round - best.round < patience;
    },
    best: () => best,
  };
}
