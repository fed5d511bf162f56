import { columnOf } from '@tend/table';
import { evenSample } from '../explore/even-sample.ts';
import type { Finding } from '../explore/finding.ts';
import { grouped } from '../explore/grouped.ts';
import { heldOutPredictions } from '../explore/held-out-predictions.ts';
import type { LeakTarget } from '../explore/leak-target.ts';
import { percent } from '../explore/percent.ts';
import { singleSkill } from '../explore/single-skill.ts';
import { rocAucInterval } from '../metrics/delong.ts';
import type { SplitSides } from './split-sides.ts';

/** Rows of each side: an area is then known within a hundredth. */
const mostRows = 6000;
const leastRows = 100;
const mostNamed = 3;
/** Beyond it the sides are no longer alike for practical purposes, whatever the reason. */
const practicallyDifferent = 0.6;

/**
 * Whether a model can tell test rows from training rows: boosted trees on two of three folds, judged on the third, with the
 * area under the ROC curve, its interval (DeLong, 99%) and the columns that tell them apart most. Times are left out, as they
 * tell spans apart by their definition.
 */
export function validateAdversarially({ table, train, test, columns, timeColumn, by }: SplitSides): readonly Finding[] {
  const [trained, tested] = [evenSample(train, mostRows), evenSample(test, mostRows)];
  if (Math.min(trained.length, tested.length) < leastRows) return [];
  const asked = columns.filter((name) => {
    const { kind } = columnOf(table, name);
    return name !== timeColumn && kind !== 'date' && kind !== 'instant';
  });
  const y = new Int8Array(table.rowCount).fill(-1);
  for (const row of trained) y[row] = 0;
  for (const row of tested) y[row] = 1;
  const side: LeakTarget = { type: 'binary', y };
  const rows = Int32Array.from([...trained, ...tested]).sort();
  const scores = heldOutPredictions(table, asked, side, rows);
  if (scores === undefined) return [];
  const isTest = Float64Array.from(rows, (row) => y[row] ?? 0);
  const { value, low, high } = rocAucInterval(isTest, scores, 0.99);
  if (low <= 0.5) return [];
  const telling = asked
    .map((name) => ({ name, skill: singleSkill(columnOf(table, name), side, rows) }))
    .filter(({ skill }) => skill.low > 0)
    .sort((a, b) => b.skill.value - a.skill.value)
    .slice(0, mostNamed);
  const names = telling.map(({ name }) => `"${name}"`).join(', ');
  const most = telling.length === 0 ? '' : `; most by ${names}`;
  const why = by === 'time' ? 'the data has changed over time' : 'the sides are not alike by chance';
  return [
    {
      kind: 'differentSides',
      subject: 'split',
      message: `test rows can be told from training rows in ${percent(value)} of pairs (${percent(low)} to ${percent(high)}, n = ${grouped(rows.length)})${most}: ${why}`,
      value,
      n: rows.length,
      severity: by !== 'time' || low > practicallyDifferent ? 'warn' : 'info',
    },
  ];
}
