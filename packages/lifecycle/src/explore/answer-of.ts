import type { Finding, FoldedFinding } from '@tend/learn';
import type { AnsweredFinding, ExploreAnswer } from '@tend/protocol';
import type { ReportData } from './report/report-data.ts';
import { verdictOf } from './report/verdict-of.ts';

/** The command that gives a page again, without its options. */
export const exploreCommand = 'npx --no-install tend explore';

/** The answer that has the same numbers as a page. */
export function answerOf(data: ReportData, html: ExploreAnswer['html']): ExploreAnswer {
  const { source, population, tableRows, target, exploration, findings, comparison, provenance } = data;
  return {
    version: 1,
    source,
    population,
    tableRows,
    rows: exploration.rowCount,
    columns: exploration.profiles.length,
    target,
    verdict: verdictOf(data),
    findings: findings.map((finding) => ({ ...answered(finding), covers: finding.covers.map(answered) })),
    exploration,
    comparison,
    provenance,
    html,
  };
}

function answered({ kind, subject, message, value, n, severity }: Finding): AnsweredFinding {
  return { kind, subject, message, value, n, severity };
}

const weights: Readonly<Record<Finding['severity'], number>> = { block: 2, warn: 1, info: 0 };

/** What has to be settled first, then what to look at; within each the order of importance. */
export function bySeverity(findings: readonly FoldedFinding[]): readonly FoldedFinding[] {
  return findings.toSorted((a, b) => weights[b.severity] - weights[a.severity]);
}
