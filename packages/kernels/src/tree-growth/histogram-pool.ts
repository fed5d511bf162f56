/** Which leaf's histogram stands in which slot, where there may be fewer slots than leaves. */
export interface HistogramPool {
  /** The slot of the leaf's histogram; -1 where it has none, or gave it away. */
  slotOf(leaf: number): number;
  /** Hands the histogram of one leaf to another, which had none. */
  rename(leaf: number, to: number): void;
  /**
   * A slot for the histogram of `leaf`, which has none: a free one, or that of the leaf whose split gains least by `gainOf`,
   * for it is split last or never; not that of the leaf `kept`.
   */
  take(leaf: number, kept: number, gainOf: (leaf: number) => number): number;
}

/**
 * The slots of one tree, from 2. A pure function of the calls, so every thread of a team keeps a pool of its own and all
 * agree. Source: LightGBM, histogram_pool_size; there the least recently used histogram goes first.
 */
export function histogramPool(slotCount: number): HistogramPool {
  const owners = new Int32Array(slotCount).fill(-1);
  return {
    slotOf: (leaf) => owners.indexOf(leaf),
    rename(leaf, to) {
      owners[owners.indexOf(leaf)] = to;
    },
    take(leaf, kept, gainOf) {
      let slot = owners.indexOf(-1);
      if (slot < 0) {
        let least = Number.POSITIVE_INFINITY;
        for (const [candidate, owner] of owners.entries()) {
          if (owner === kept) continue;
          const gain = gainOf(owner);
          if (slot >= 0 && gain >= least) continue;
          slot = candidate;
          least = gain;
        }
      }
      owners[slot] = leaf;
      return slot;
    },
  };
}
