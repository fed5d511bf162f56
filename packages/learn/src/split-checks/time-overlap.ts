import { columnOf } from '@tend/table';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import { valuesAt } from '../recipe/values-at.ts';
import type { SplitSides } from './split-sides.ts';

/** So many training rows may be late entries. */
const noticeableShare = 0.01;

/** Training rows later than the first test row, and test rows whose very time stands in the training rows. */
export function findTimeOverlap({ table, train, test, timeColumn, by }: SplitSides): readonly Finding[] {
  if (timeColumn === undefined) return [];
  const column = columnOf(table, timeColumn);
  if (column.kind === 'text') return [];
  const [trained, tested] = [valuesAt(column, train), valuesAt(column, test)];
  const first = tested.reduce((least, value) => (value < least ? value : least), Number.POSITIVE_INFINITY);
  const later = trained.filter((value) => value > first).length;
  const known = new Set(trained);
  const same = tested.filter((value) => !Number.isNaN(value) && known.has(value)).length;
  const findings: Finding[] = [];
  const share = later / train.length;
  if (later > 0)
    findings.push({
      kind: 'timeOverlap',
      subject: timeColumn,
      message: `${grouped(later)} of ${grouped(train.length)} training rows (${percent(share)}) are later than the first test row by "${timeColumn}"${by === 'time' ? '' : ': the test looks back, in production a model looks ahead; split by time'}`,
      value: share,
      n: train.length,
      severity: share >= noticeableShare ? 'warn' : 'info',
    });
  if (same > 0)
    findings.push({
      kind: 'sharedTimes',
      subject: timeColumn,
      message: `${grouped(same)} of ${grouped(test.length)} test rows (${percent(same / test.length)}) have a time that training rows have too, by "${timeColumn}"`,
      value: same / test.length,
      n: test.length,
      severity: 'info',
    });
  return findings;
}
