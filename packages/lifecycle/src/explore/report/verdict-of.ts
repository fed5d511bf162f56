import { formatCount, type State } from '@tend/charts';
import type { Finding, FoldedFinding } from '@tend/learn';
import { comparisonSummary } from './comparison-summary.ts';
import type { ReportData } from './report-data.ts';
import { shortText } from './short-text.ts';
import { targetClause } from './target-sentence.ts';

export interface Verdict {
  readonly state: State;
  readonly word: string;
  readonly sentence: string;
}

/** Fewer rows are related to nothing, so that finding nothing says nothing; the least of an association. */
const leastRows = 20;

/** What a reader should know first: what differs from an earlier table; what blocks, what to look at, and of how many rows. */
export function verdictOf(data: ReportData): Verdict {
  const found = verdictOfRows(data);
  if (data.comparison === null) return found;
  const { columns, added, removed, retyped } = data.comparison;
  const isOther = columns.some(({ isShift }) => isShift) || added.length + removed.length + retyped.length > 0;
  const sentence = `${comparisonSummary(data.comparison)} ${found.sentence}`;
  return found.state === 'passes' && isOther ? { state: 'warns', word: 'differs', sentence } : { ...found, sentence };
}

function verdictOfRows(data: ReportData): Verdict {
  const { findings, exploration } = data;
  const columns = exploration.profiles.length;
  const these = exploration.rowCount === 1 ? 'this' : 'these';
  const rows = `${these} ${formatCount(exploration.rowCount, 'row')} of ${columns === 1 ? 'one column' : `${formatCount(columns, 'column')}`}`;
  const blocks = findings.filter(({ severity }) => severity === 'block');
  const warns = findings.filter(({ severity }) => severity === 'warn');
  const clause = targetClause(data);
  const outcome = clause === '' ? '' : ` (${clause})`;
  if (exploration.rowCount === 0)
    return { state: 'unknown', word: 'cannot be shown', sentence: 'There are no rows to look at' };
  const about = subjectsOf(blocks.length > 0 ? blocks : warns);
  if (blocks.length > 0)
    return {
      state: 'fails',
      word: 'settle first',
      sentence: `${capital(things(blocks.length))} to settle before anything is learnt from ${rows}${outcome}: ${about}`,
    };
  if (warns.length > 0)
    return {
      state: 'warns',
      word: 'look at',
      sentence: `${capital(things(warns.length))} to look at in ${rows}${outcome}: ${about}`,
    };
  if (exploration.rowCount < leastRows)
    return { state: 'unknown', word: 'cannot be shown', sentence: `Nothing can be shown from ${rows}${outcome}` };
  return {
    state: 'passes',
    word: 'nothing to settle',
    sentence: `Nothing has to be settled in ${rows}${outcome}`,
  };
}

function things(count: number): string {
  return count === 1 ? 'one thing' : `${formatCount(count)} things`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const kindWords: Readonly<Partial<Record<Finding['kind'], (count: number) => string>>> = {
  leak: (n) => (n === 1 ? 'a column may know the outcome' : `${n} columns may know the outcome`),
  timeTrend: () => 'the outcome moves over time',
  baseRate: () => 'the rarer outcome is very rare',
  relatedMissing: (n) => `${n === 1 ? 'a column says' : `${n} columns say`} something by being missing`,
  missing: (n) => `${n === 1 ? 'a column is' : `${n} columns are`} missing in many rows`,
  missingTogether: () => 'columns are missing in the same rows',
  missingBlock: (n) => `${n === 1 ? 'a column is' : `${n} columns are`} missing in one stretch of the rows`,
  missingMechanism: (n) => `where ${n === 1 ? 'a column is' : `${n} columns are`} missing is no chance`,
  missingOverTime: (n) => `${n === 1 ? 'a column is' : `${n} columns are`} missing more at some times`,
  duplicateRows: () => 'rows repeat',
  nearDuplicateRows: () => 'rows nearly repeat',
  nearLabelConflict: () => 'rows that are nearly alike have different outcomes',
  personalData: (n) => `${n === 1 ? 'a column seems' : `${n} columns seem`} to hold personal data`,
  timeGap: () => 'there is a gap in time',
  changePoint: (n) => `${n === 1 ? 'a level changes' : `${n} levels change`} over time`,
  timeDrift: (n) => `${n === 1 ? 'a column drifts' : `${n} columns drift`}`,
  reversal: (n) => `${n === 1 ? 'a relation turns' : `${n} relations turn`} around within groups`,
};

function subjectsOf(findings: readonly FoldedFinding[]): string {
  const counts = new Map<Finding['kind'], number>();
  for (const { kind, covers } of findings) {
    const same = covers.filter((one) => one.kind === kind).length;
    counts.set(kind, (counts.get(kind) ?? 0) + Math.max(1, same));
  }
  const parts = [...counts].flatMap(([kind, count]) => kindWords[kind]?.(count) ?? []);
  if (parts.length === 0) return shortText(findings[0]?.message ?? '', 300);
  const shown = parts.slice(0, 3);
  return parts.length > shown.length ? `${shown.join(', ')}, and more` : joined(shown);
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
