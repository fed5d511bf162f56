import type { Finding } from './finding.ts';
import type { Fold } from './folded-finding.ts';
import { grouped } from './grouped.ts';
import type { LeakEvidence, LeakSuspect } from './leak-suspect.ts';
import { listOf } from './list-of.ts';
import { percent } from './percent.ts';

const ask = 'are they known when the decision is made, or written down afterwards?';

interface Suspicion {
  readonly suspect: LeakSuspect;
  readonly finding: Finding;
}

/** Suspects for one reason in one sentence: missing where the outcome is one thing, or where it is unknown, or one formula. */
export function foldedLeaks(suspects: readonly LeakSuspect[], findings: readonly Finding[]): readonly Fold[] {
  const groups = new Map<string, Suspicion[]>();
  for (const suspect of suspects) {
    const finding = findings.find(({ kind, subject }) => kind === 'leak' && subject === suspect.column);
    const reason = reasonOf(suspect);
    if (finding === undefined || reason === undefined) continue;
    const members = groups.get(reason);
    if (members === undefined) groups.set(reason, [{ suspect, finding }]);
    else members.push({ suspect, finding });
  }
  return [...groups.values()].filter(({ length }) => length > 1).flatMap(foldOf);
}

/** Equal for suspects with one reason; undefined where the reason is of that column alone. */
function reasonOf({ column, evidence }: LeakSuspect): string | undefined {
  switch (evidence.type) {
    case 'region':
      return evidence.kind === 'absence' ? `missing where ${evidence.said}` : undefined;
    case 'recorded':
      return 'recorded with the outcome';
    case 'pair':
      return JSON.stringify(['pair', ...[column, evidence.partner].sort()]);
    case 'source':
      return JSON.stringify(['source', evidence.source, ...[...evidence.formula.columns].sort()]);
    default:
      return undefined;
  }
}

function foldOf(members: readonly Suspicion[]): readonly Fold[] {
  const ordered = members.toSorted((a, b) => b.finding.value - a.finding.value || b.finding.n - a.finding.n);
  const [first] = ordered;
  if (first === undefined) return [];
  const columns = ordered.map(({ suspect }) => suspect.column);
  const message = sentenceOf(ordered, first);
  const { type } = first.suspect.evidence;
  const picture = type === 'region' || type === 'recorded' ? { picture: { type: 'missing', columns } as const } : {};
  return [
    {
      told: { ...first.finding, subject: columns.join(', '), message, ...picture },
      covers: ordered.map(({ finding }) => finding),
    },
  ];
}

function sentenceOf(members: readonly Suspicion[], first: Suspicion): string {
  const { evidence } = first.suspect;
  if (evidence.type === 'region') {
    const counts = members.map(({ suspect: { n } }) => n);
    const rows = `n = ${grouped(Math.min(...counts))} to ${grouped(Math.max(...counts))}`;
    const elsewhere = Math.max(...members.map(({ suspect }) => rateOutside(suspect.evidence)));
    return `${members.length} columns are missing where the outcome is ${evidence.said}: in ${byShare(members)} of the rows without them it is (${rows}), in at most ${percent(elsewhere)} of the rows with them; ${ask}`;
  }
  if (evidence.type === 'recorded') {
    return `${members.length} columns are missing where the outcome is unknown (n = ${grouped(first.suspect.n)}), and hardly elsewhere: in ${byShare(members)} of those rows; they seem to be written down together with the outcome; ${ask}`;
  }
  // A pair or a formula names all of its columns.
  return first.finding.message;
}

/** `100% ("a", "b") and 97% ("c")`. */
function byShare(members: readonly Suspicion[]): string {
  const shares = [...new Set(members.map(({ finding }) => percent(finding.value)))];
  return listOf(
    shares.map((share) => {
      const same = members.filter(({ finding }) => percent(finding.value) === share);
      return `${share} (${listOf(same.map(({ suspect }) => `"${suspect.column}"`))})`;
    }),
  );
}

function rateOutside(evidence: LeakEvidence): number {
  return evidence.type === 'region' ? evidence.rateOutside : 0;
}
