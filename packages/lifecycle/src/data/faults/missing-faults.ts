import { formatNumber, formatShare } from '@tend/protocol/number-format';
import type { Fault } from './fault.ts';
import type { Profile } from './profile.ts';

const [worthKnowing, worthAWarning] = [0.01, 0.05];

/** A column without any value, or with a share of missing values worth knowing (1%) or worrying about (5%). */
export function missingFaults({ column, rowCount, known }: Profile): readonly Fault[] {
  const [count, subject] = [rowCount - known, column.name];
  const share = rowCount === 0 ? 0 : count / rowCount;
  if (rowCount > 0 && known === 0) {
    const message = `"${subject}" has no value in any of ${formatNumber(rowCount)} rows`;
    return [{ kind: 'empty column', subject, message, count, share, severity: 'warn' }];
  }
  if (share < worthKnowing) return [];
  const message = `${formatShare(share)} of "${subject}" is missing (${formatNumber(count)} of ${formatNumber(rowCount)})`;
  return [
    { kind: 'missing values', subject, message, count, share, severity: share < worthAWarning ? 'info' : 'warn' },
  ];
}
