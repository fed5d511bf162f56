import type { Finding } from './finding.ts';
import { leakSentence } from './leak-sentence.ts';
import type { LeakSuspect } from './leak-suspect.ts';
import type { RankedFinding } from './ranked-finding.ts';

/** Leak suspects as findings, certain ones first, then by how much they tell. */
export function leakFindings(suspects: readonly LeakSuspect[]): readonly Finding[] {
  const ranked = suspects.map(rankedLeak).sort((a, b) => b.importance - a.importance);
  return ranked.map(({ finding }) => finding);
}

/** A leak suspect as a finding, more important than any of another kind: certain ones block. */
export function rankedLeak(suspect: LeakSuspect): RankedFinding {
  const isCertain = suspect.grade === 'certain';
  const { message, value } = leakSentence(suspect);
  const severity = isCertain ? 'block' : 'warn';
  const finding = { kind: 'leak', subject: suspect.column, message, value, n: suspect.n, severity } as const;
  return { importance: (isCertain ? 100 : 90) + value, finding: { ...finding, grade: suspect.grade } };
}
