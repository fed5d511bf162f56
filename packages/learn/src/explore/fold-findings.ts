import { columnsMissingTogether } from '../missingness/columns-missing-together.ts';
import type { Exploration } from './explore.ts';
import type { Finding } from './finding.ts';
import type { Fold, FoldedFinding } from './folded-finding.ts';
import { foldedLeaks } from './folded-leaks.ts';
import { foldedMissing } from './folded-missing.ts';
import { foldedReversals } from './folded-reversals.ts';

/**
 * One sentence for findings that say the same of several columns for one reason. Each fold stands where its most important
 * member stood and is as severe as its most severe one. For reading only: what a person waives or excludes is a single finding.
 */
export function foldFindings(exploration: Exploration, findings: readonly Finding[]): readonly FoldedFinding[] {
  const leaks = foldedLeaks(exploration.suspects, findings);
  const covered = new Set(leaks.flatMap(({ covers }) => covers));
  const rest = findings.filter((finding) => !covered.has(finding));
  const groups = columnsMissingTogether(exploration.missingness.coMissing);
  const { withLeaks, folds } = foldedMissing(exploration.missingness, groups, leaks, rest);
  const all = [...withLeaks, ...folds, ...foldedReversals(exploration.together.pairs.reversals, rest)];
  const foldOf = new Map(all.flatMap((fold) => fold.covers.map((finding) => [finding, fold] as const)));
  const said = new Set<Fold>();
  return findings.flatMap((finding): readonly FoldedFinding[] => {
    const fold = foldOf.get(finding);
    if (fold === undefined) return [{ ...finding, covers: [] }];
    if (said.has(fold)) return [];
    said.add(fold);
    return [{ ...fold.told, severity: worstOf(fold.covers), covers: fold.covers }];
  });
}

function worstOf(findings: readonly Finding[]): Finding['severity'] {
  const has = (severity: Finding['severity']): boolean => findings.some((one) => one.severity === severity);
  return has('block') ? 'block' : has('warn') ? 'warn' : 'info';
}
