import { hash32 } from '../random/hash32.ts';
import { randomStream } from '../random/random-stream.ts';

/** What a node is to the choice of its features. */
export interface FeatureNode {
  /** Its number in the tree, the same for every thread. */
  readonly number: number;
  /** For each group of interactions, 1 where it holds all features on the way from the root; absent: no groups. */
  readonly groups?: Uint8Array;
}

/** Which features each node of one tree may split on. */
export interface NodeFeatures {
  /** Ascending; the same array where it is all of them. */
  of(node: FeatureNode): Int32Array;
  /** The groups of the root, and those left below a split on `feature`. */
  readonly rootGroups: Uint8Array | undefined;
  groupsBelow(groups: Uint8Array | undefined, feature: number): Uint8Array | undefined;
}

/**
 * The features of each node out of those of the tree: those of the groups that hold the whole path (as LightGBM's
 * interaction_constraints; features in no group make one of their own, as in scikit-learn), and of these the share
 * `fraction`, at least one, drawn from (salt, number of the node).
 */
export function nodeFeatures(
  features: Int32Array,
  interactions: readonly (readonly number[])[],
  fraction: number,
  salt: number,
): NodeFeatures {
  const groups = interactions.length === 0 ? [] : withTheRest(interactions, features);
  const groupsOf = new Map<number, number[]>();
  for (const [group, members] of groups.entries())
    for (const member of members) groupsOf.set(member, [...(groupsOf.get(member) ?? []), group]);
  return {
    rootGroups: groups.length === 0 ? undefined : new Uint8Array(groups.length).fill(1),
    groupsBelow(above, feature) {
      if (above === undefined) return undefined;
      const below = new Uint8Array(above.length);
      for (const group of groupsOf.get(feature) ?? []) below[group] = above[group] as number;
      return below;
    },
    of({ number, groups: held }) {
      const allowed =
        held === undefined
          ? features
          : features.filter((feature) => groupsOf.get(feature)?.some((group) => held[group] === 1));
      if (fraction >= 1 || allowed.length === 0) return allowed;
      const drawn = allowed.slice();
      randomStream(hash32(number, salt)).shuffle(drawn);
      return drawn.subarray(0, Math.max(1, Math.round(fraction * allowed.length))).sort();
    },
  };
}

function withTheRest(
  interactions: readonly (readonly number[])[],
  features: Int32Array,
): readonly (readonly number[])[] {
  const named = new Set(interactions.flat());
  return [...interactions, [...features].filter((feature) => !named.has(feature))];
}
