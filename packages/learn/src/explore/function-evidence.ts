import type { Column } from '@tend/table';
import type { KnownRows } from './known-rows.ts';
import type { Evidence, LeakEvidence } from './leak-suspect.ts';

/** Of the rows that guessing the more common outcome gets wrong, what knowing the value must get right. */
const leastLambda = 0.98;
/** Values repeat at least so often on average, or each row would "determine" its outcome. */
const leastRowsALevel = 20;

/** Knowing the value gives the outcome: on all rows (certain), or with hardly an exception (suspect). */
export function functionEvidence(column: Column, { rows, target, positives }: KnownRows): Evidence | undefined {
  const counts = new Map<number, { n: number; positives: number }>();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? -1;
    // Missing is a value of its own: code -1, or NaN, which a Map holds once.
    const value = (column.kind === 'text' ? column.codes[row] : column.values[row]) ?? -1;
    const counted = counts.get(value) ?? { n: 0, positives: 0 };
    counted.n++;
    counted.positives += target[i] ?? 0;
    counts.set(value, counted);
  }
  const levels = counts.size;
  if (levels < 2 || levels * leastRowsALevel > rows.length) return undefined;
  let right = 0;
  for (const counted of counts.values()) right += Math.max(counted.positives, counted.n - counted.positives);
  const usual = Math.max(positives, rows.length - positives);
  const share = right / rows.length;
  if ((right - usual) / (rows.length - usual) < leastLambda) return undefined;
  const evidence: LeakEvidence = { type: 'function', share, levels };
  const isCertain = share === 1 && Math.min(positives, rows.length - positives) >= leastRowsALevel;
  return { grade: isCertain ? 'certain' : 'suspect', evidence, n: rows.length };
}
