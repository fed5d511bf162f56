import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { rowsOfKnownTarget } from '../explore/leak-target.ts';
import { percent } from '../explore/percent.ts';
import { rowDigests } from './row-digests.ts';
import type { SplitSides } from './split-sides.ts';

const noticeableShare = 0.01;

/** Training rows that are equal as far as models see them and have different outcomes: no model can get all of them right. */
export function findLabelConflicts({ table, train, target, columns }: SplitSides): readonly Finding[] {
  if (target.type === 'number' || columns.length === 0) return [];
  const codes = target.type === 'binary' ? target.y : target.codes;
  const rows = rowsOfKnownTarget(target, train);
  const groups = new Map<number, Map<number, number>>();
  const { digests } = rowDigests(table, columns, rows);
  for (const [i, digest] of digests.entries()) {
    const counts = groups.get(digest) ?? new Map<number, number>();
    if (counts.size === 0) groups.set(digest, counts);
    const code = codes[rows[i] ?? -1] ?? -1;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  let [inConflict, lost] = [0, 0];
  for (const counts of groups.values()) {
    if (counts.size < 2) continue;
    const all = [...counts.values()];
    const n = all.reduce((sum, count) => sum + count, 0);
    inConflict += n;
    lost += n - Math.max(...all);
  }
  if (inConflict === 0) return [];
  const share = inConflict / rows.length;
  return [
    {
      kind: 'labelConflict',
      subject: 'target',
      message: `${grouped(inConflict)} of ${grouped(rows.length)} training rows (${percent(share)}) have a twin with another outcome, as far as models see them: at least ${grouped(lost)} of them cannot be told`,
      value: share,
      n: rows.length,
      severity: share >= noticeableShare ? 'warn' : 'info',
    },
  ];
}
