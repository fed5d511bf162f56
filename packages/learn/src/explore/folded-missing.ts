import type { MissingColumn, Missingness } from '../missingness/find-missingness.ts';
import { oftenAndRarely } from '../missingness/missing-findings.ts';
import type { MissingGiven } from '../missingness/missing-mechanism.ts';
import type { Finding } from './finding.ts';
import type { Fold } from './folded-finding.ts';
import { grouped } from './grouped.ts';
import { listOf } from './list-of.ts';
import { percent } from './percent.ts';

const foldedKinds: ReadonlySet<Finding['kind']> = new Set([
  'missing',
  'missingTogether',
  'missingMechanism',
  'missingOverTime',
  'relatedMissing',
]);

/**
 * What is said of columns that are missing in nearly the same rows (`groups`), in one sentence a group with the reason where one was
 * found. What a sentence about leaks says already goes with it.
 */
export function foldedMissing(
  missingness: Missingness,
  groups: readonly (readonly string[])[],
  leaks: readonly Fold[],
  findings: readonly Finding[],
): { readonly withLeaks: readonly Fold[]; readonly folds: readonly Fold[] } {
  const open = new Set(findings.filter(({ kind }) => foldedKinds.has(kind)));
  const take = (columns: readonly string[]): readonly Finding[] => {
    const taken = [...open].filter((finding) => missingColumnsOf(finding).every((name) => columns.includes(name)));
    for (const finding of taken) open.delete(finding);
    return taken;
  };
  const withLeaks = leaks.map((fold) => {
    const { picture } = fold.told;
    if (picture?.type !== 'missing') return fold;
    const { columns } = picture;
    const alike = groups.filter((group) => group.some((name) => columns.includes(name))).flat();
    return { ...fold, covers: [...fold.covers, ...take([...columns, ...alike])] };
  });
  const folds = groups.flatMap((group): readonly Fold[] => {
    const covers = take(group);
    const [first] = covers;
    if (first === undefined || covers.length < 2) return [];
    return [{ told: { ...first, ...toldOf(missingness, group) }, covers }];
  });
  const single = missingness.columns.flatMap((column) => foldedColumn(column, [...open]));
  for (const { covers } of single) for (const finding of covers) open.delete(finding);
  const listed = (['warn', 'info'] as const).flatMap((severity) =>
    foldedList([...open].filter((finding) => finding.kind === 'missing' && finding.severity === severity)),
  );
  return { withLeaks, folds: [...folds, ...single, ...listed] };
}

/** How often one column is missing, and where: two findings in one sentence. */
function foldedColumn({ column, mechanism }: MissingColumn, open: readonly Finding[]): readonly Fold[] {
  const found = (asked: Finding['kind']): Finding | undefined =>
    open.find(({ kind, subject }) => kind === asked && subject === column);
  const [often, why] = [found('missing'), found('missingMechanism')];
  const { given } = mechanism;
  if (often === undefined || why === undefined || given === undefined) return [];
  return [{ told: { ...often, message: `${often.message}: in ${oftenAndRarely(given)}` }, covers: [often, why] }];
}

/** Beyond this a list of columns is read faster than a sentence for each. */
const mostApart = 3;

/** How often each of many columns is missing that have no more in common. */
function foldedList(findings: readonly Finding[]): readonly Fold[] {
  const covers = findings.toSorted((a, b) => b.value - a.value);
  const [first, last] = [covers[0], covers.at(-1)];
  if (first === undefined || last === undefined || covers.length <= mostApart) return [];
  const parts = covers.map(({ subject, value }) => `"${subject}" in ${percent(value)}`);
  const columns = covers.map(({ subject }) => subject);
  const message = `${grouped(covers.length)} columns are missing in ${percent(last.value)} of the rows or more: ${listOf(parts)} (n = ${grouped(first.n)})`;
  return [{ told: { ...first, subject: columns.join(', '), message, picture: { type: 'missing', columns } }, covers }];
}

/** The columns whose missing cells a finding is about. */
function missingColumnsOf({ kind, subject, picture }: Finding): readonly string[] {
  return kind === 'missingTogether' && picture?.type === 'missing' ? picture.columns : [subject];
}

type Told = Pick<Finding, 'kind' | 'subject' | 'message' | 'value' | 'n' | 'picture'>;

function toldOf({ columns, n }: Missingness, group: readonly string[]): Told {
  const members = columns.filter(({ column }) => group.includes(column)).toSorted((a, b) => b.missing - a.missing);
  const counts = [...new Set(members.map(({ missing }) => missing))];
  const parts = counts.map((count) => {
    const names = members.filter(({ missing }) => missing === count).map(({ column }) => `"${column}"`);
    return `${listOf(names)} in ${grouped(count)}`;
  });
  const [most, least] = [counts[0] ?? 0, counts.at(-1) ?? 0];
  const share = most === least ? percent(most / n) : `${percent(least / n)} to ${percent(most / n)}`;
  const reason = members
    .flatMap(({ column, mechanism: { given } }) => (given === undefined ? [] : [{ column, given }]))
    .reduce<Reason | undefined>((best, one) => (one.given.auc > (best?.given.auc ?? 0.6) ? one : best), undefined);
  const because = reason === undefined ? '' : `; "${reason.column}" is missing in ${oftenAndRarely(reason.given)}`;
  const subjects = members.map(({ column }) => column);
  return {
    kind: 'missingTogether',
    subject: subjects.join(', '),
    message: `${members.length} columns are missing in nearly the same rows, as for one reason: ${listOf(parts)} of ${grouped(n)} rows (${share})${because}`,
    value: most / n,
    n,
    picture: { type: 'missing', columns: subjects },
  };
}

interface Reason {
  readonly column: string;
  readonly given: MissingGiven;
}
