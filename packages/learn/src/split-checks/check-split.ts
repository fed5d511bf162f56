import type { Finding } from '../explore/finding.ts';
import { validateAdversarially } from './adversarial-validation.ts';
import { findGroupOverlap } from './group-overlap.ts';
import { findLabelConflicts } from './label-conflicts.ts';
import { findNewCategories } from './new-categories.ts';
import { findSharedRows } from './shared-rows.ts';
import type { SplitSides } from './split-sides.ts';
import { findSplitSizes } from './split-sizes.ts';
import { findTimeOverlap } from './time-overlap.ts';

/**
 * What makes a test easier or harder than production will be: rows, things and times on both sides, new categories, sides
 * that a model can tell apart, sizes, and equal rows with different outcomes. Of test rows the features are read, never the
 * outcomes. Each finding has its number, what it was counted on, and no value of a row; warnings first.
 */
export function checkSplit(sides: SplitSides): readonly Finding[] {
  const found = [
    ...findSharedRows(sides),
    ...findGroupOverlap(sides),
    ...findTimeOverlap(sides),
    ...validateAdversarially(sides),
    ...findNewCategories(sides),
    ...findSplitSizes(sides),
    ...findLabelConflicts(sides),
  ];
  return [
    ...found.filter(({ severity }) => severity !== 'info'),
    ...found.filter(({ severity }) => severity === 'info'),
  ];
}
