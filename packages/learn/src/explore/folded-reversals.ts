import type { Reversal } from '../target-relations/reversal.ts';
import type { Finding } from './finding.ts';
import type { Fold } from './folded-finding.ts';
import { listOf } from './list-of.ts';

/** Relations that turn around within the same column the same way in one sentence: the first is told, the others are named. */
export function foldedReversals(reversals: readonly Reversal[], findings: readonly Finding[]): readonly Fold[] {
  const groups = new Map<string, { readonly column: string; readonly finding: Finding }[]>();
  const seen = new Set<Finding>();
  for (const { column, within, overall, of = '' } of reversals) {
    const finding = findings.find(({ kind, subject }) => kind === 'reversal' && subject === `${column}, ${within}`);
    if (finding === undefined || seen.has(finding)) continue;
    seen.add(finding);
    const key = JSON.stringify([within, of, overall.value > 0]);
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [{ column, finding }]);
    else members.push({ column, finding });
  }
  return [...groups.values()].flatMap((members): readonly Fold[] => {
    const [first, ...others] = members;
    if (first === undefined || others.length === 0) return [];
    const names = others.map(({ column }) => `"${column}"`);
    const same = `; within the same groups the relation of ${listOf(names)} turns around as well`;
    return [
      {
        told: { ...first.finding, message: `${first.finding.message}${same}` },
        covers: members.map(({ finding }) => finding),
      },
    ];
  });
}
