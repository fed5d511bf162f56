import { wilsonInterval } from '@tend/kernels';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { SplitSides } from './split-sides.ts';

const leastTestShare = 0.05;
const mostTestShare = 0.5;
/** Where a share near one half is known no better than this, an evaluation tells little. */
const widest = 0.1;

/** A test side that is small beside the training rows, larger than them, or too small to tell shares apart. */
export function findSplitSizes({ train, test }: SplitSides): readonly Finding[] {
  const share = test.length / (train.length + test.length);
  const { low, high } = wilsonInterval(Math.round(test.length / 2), test.length, 0.95);
  const width = (high - low) / 2;
  const isOdd = share < leastTestShare || share > mostTestShare;
  if (!isOdd && width <= widest) return [];
  const known = width > widest ? `; a share of 50% is known within ${percent(width)} only` : '';
  return [
    {
      kind: 'splitSize',
      subject: 'split',
      message: `${grouped(test.length)} test rows beside ${grouped(train.length)} training rows (${percent(share)} of both)${known}`,
      value: share,
      n: train.length + test.length,
      severity: 'warn',
    },
  ];
}
