import { columnOf } from '@tend/table';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { SplitSides } from './split-sides.ts';

const noticeableShare = 0.01;
/** A text with so few rows a value is an identifier, or free text: new values are the rule. */
const leastRowsAValue = 2;

/** Texts with values on the test side that no training row has. */
export function findNewCategories({ table, train, test, columns }: SplitSides): readonly Finding[] {
  return columns.flatMap((name): readonly Finding[] => {
    const column = columnOf(table, name);
    if (column.kind !== 'text') return [];
    const isKnown = new Uint8Array(column.dictionary.length);
    for (const row of train) if ((column.codes[row] ?? -1) >= 0) isKnown[column.codes[row] ?? 0] = 1;
    const distinct = isKnown.reduce((sum, flag) => sum + flag, 0);
    if (distinct * leastRowsAValue > train.length) return [];
    const fresh = new Set<number>();
    let rows = 0;
    for (const row of test) {
      const code = column.codes[row] ?? -1;
      if (code < 0 || isKnown[code] === 1) continue;
      rows++;
      fresh.add(code);
    }
    if (rows === 0) return [];
    const share = rows / test.length;
    return [
      {
        kind: 'newCategories',
        subject: name,
        message: `${grouped(rows)} of ${grouped(test.length)} test rows (${percent(share)}) have a value of "${name}" that no training row has: ${grouped(fresh.size)} new beside ${grouped(distinct)}`,
        value: share,
        n: test.length,
        severity: share >= noticeableShare ? 'warn' : 'info',
      },
    ];
  });
}
