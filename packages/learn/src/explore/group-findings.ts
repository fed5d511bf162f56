import type { Finding, Picture } from './finding.ts';
import { grouped } from './grouped.ts';
import { listOf } from './list-of.ts';
import type { RankedFinding } from './ranked-finding.ts';

const mostNamed = 6;

/**
 * Tells in one sentence what is the same in several columns: a list of like sentences hides the others. A group stands where its
 * most important member would. What a person has to settle is never grouped.
 */
export function groupFindings(ranked: readonly RankedFinding[]): readonly RankedFinding[] {
  const families = new Map<string, RankedFinding[]>();
  for (const one of ranked) {
    if (one.family === undefined || one.finding.severity !== 'info') continue;
    const members = families.get(one.family.key);
    if (members === undefined) families.set(one.family.key, [one]);
    else members.push(one);
  }
  const told = new Map<RankedFinding, RankedFinding | undefined>();
  for (const members of families.values()) {
    const rest = members.toSorted((a, b) => b.importance - a.importance).slice(members[0]?.family?.apart ?? 0);
    if (rest.length < 2) continue;
    for (const one of rest) told.set(one, undefined);
    const [first] = rest;
    if (first !== undefined) told.set(first, together(first, rest));
  }
  return ranked.flatMap((one) => (told.has(one) ? (told.get(one) ?? []) : one));
}

function together(first: RankedFinding, members: readonly RankedFinding[]): RankedFinding {
  const { finding, family, importance } = first;
  if (family === undefined) return first;
  const parts = members
    .toSorted((a, b) => Math.abs(b.finding.value) - Math.abs(a.finding.value))
    .map((member) => member.family?.part ?? '');
  const counts = members.map((member) => member.finding.n);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const rows = least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
  const message = `${family.sentence(members.length, listOf(parts, mostNamed))} (n = ${rows})`;
  const subject = [...new Set(members.flatMap((member) => member.family?.columns ?? []))].join(', ');
  return { importance, finding: { ...finding, subject, message, n: least, ...pictureOf(finding, members) } };
}

/** Of columns that say the same one picture; otherwise that of the first. */
function pictureOf(finding: Finding, members: readonly RankedFinding[]): { readonly picture?: Picture } {
  const columns = new Set<string>();
  for (const {
    finding: { picture },
  } of members) {
    if (picture?.type !== 'redundancy') return finding.picture === undefined ? {} : { picture: finding.picture };
    for (const column of picture.columns) columns.add(column);
  }
  return { picture: { type: 'redundancy', columns: [...columns] } };
}
