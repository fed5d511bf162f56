import type { Team } from '../threads/team.ts';
import { histogramPool } from './histogram-pool.ts';
import type { LeafRecords, OpenLeaf } from './open-leaf.ts';
import type { TreeKernels } from './tree-kernels.ts';

/** A child of a split: its leaf number, and the thread's records in it. */
export interface ChildRows extends LeafRecords {
  readonly leaf: number;
}

/** The slot of the smaller child's histogram while it is summed, and that of the parent's; -1 where it was given away. */
export interface SummedChild {
  readonly slot: number;
  readonly parentSlot: number;
}

/** The histograms of the leaves of one tree; `gainOf` says what the split of each leaf gains. */
export interface LeafHistograms {
  /** Sums and merges that of the whole bag: its slot. The records in front are in row order. */
  ofRoot(root: OpenLeaf): number;
  /** Sums the thread's part of that of the smaller child of the leaf `parent`; all threads meet after it. */
  sumSmaller(parent: number, smaller: ChildRows, larger: ChildRows, gainOf: (leaf: number) => number): SummedChild;
  /** Merges it, and gives the slot of the other child's: the parent's minus it. */
  larger(summed: SummedChild, larger: ChildRows, smaller: ChildRows, gainOf: (leaf: number) => number): number;
}

/** Histograms in a pool of their own for each tree, which every thread keeps alike. */
export function leafHistograms(kernels: TreeKernels, team: Team, levels: number): LeafHistograms {
  const pool = histogramPool(kernels.layout.slotCount);
  const sum = (slot: number, { side, begin, count }: ChildRows): void =>
    kernels.histogram(slot, side, begin, count, levels, false);
  return {
    ofRoot({ side, begin, count, restCount }) {
      const slot = pool.take(0, -1, () => 0);
      kernels.histogram(slot, side, begin, count, levels, restCount === 0);
      team.barrier();
      kernels.combine(slot);
      return slot;
    },
    sumSmaller(parent, smaller, larger, gainOf) {
      const parentSlot = pool.slotOf(parent);
      if (parentSlot >= 0 && larger.leaf !== parent) pool.rename(parent, larger.leaf);
      const slot = pool.take(smaller.leaf, larger.leaf, gainOf);
      sum(slot, smaller);
      return { slot, parentSlot };
    },
    larger({ slot, parentSlot }, larger, smaller, gainOf) {
      kernels.combine(slot);
      if (parentSlot >= 0) {
        kernels.subtract(parentSlot, slot);
        return parentSlot;
      }
      // The parent's was given away. All threads have merged the smaller child's before the next is summed.
      const ownSlot = pool.take(larger.leaf, smaller.leaf, gainOf);
      team.barrier();
      sum(ownSlot, larger);
      team.barrier();
      kernels.combine(ownSlot);
      return ownSlot;
    },
  };
}
