import type { CommonProfile } from '../column-profile.ts';
import type { ShapeFact } from './shape-fact.ts';

const almostAll = 0.95;
const mostlyOne = 0.9;
const fewLevels = 20;
const identifierShare = { text: 0.9, integer: 0.99 } as const;
const leastIdentifiers = 20;

/** What the counts of distinct and most frequent values say, whatever the kind. */
export function levelFacts({
  kind,
  n,
  missing,
  distinct,
  mostFrequentCount,
}: Pick<CommonProfile, 'kind' | 'n' | 'missing' | 'distinct' | 'mostFrequentCount'>): readonly ShapeFact[] {
  const present = n - missing;
  if (present === 0) return [{ type: 'empty', value: 0, n }];
  const largest = mostFrequentCount / present;
  if (distinct === 1) return [{ type: 'constant', value: 1, n: present }];
  if (largest >= almostAll) return [{ type: 'almostConstant', value: largest, n: present }];
  const isLevels = kind === 'text' || kind === 'boolean';
  if (isLevels && distinct <= fewLevels && largest >= mostlyOne)
    return [{ type: 'imbalance', value: largest, n: present }];
  const share = distinct / present;
  // Measurements with many digits and times are distinct without naming anything.
  if ((kind === 'text' || kind === 'integer') && present >= leastIdentifiers && share >= identifierShare[kind])
    return [{ type: 'identifierLike', value: share, n: present }];
  return [];
}
