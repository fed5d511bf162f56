import type { Association, Associations } from './association.ts';

/** Columns that say nearly the same, and which of them to keep. */
export interface RedundantGroup {
  /** The one to keep first. */
  readonly columns: readonly string[];
  readonly keep: string;
  /** Fewest missing values, else the strongest relation to the target, else the closest to the others. */
  readonly because: 'fewestMissing' | 'strongestRelation' | 'closest';
  /** The mean and the smallest similarity of its pairs, from 0 to 1. */
  readonly similarity: number;
  readonly weakest: number;
  /** The fewest rows that a pair was compared on. */
  readonly n: number;
  readonly links: readonly { readonly columns: readonly [string, string]; readonly similarity: number }[];
}

const leastSimilarity = 0.8;
/** Shares of missing values that differ by less are equal for the choice. */
const sameMissing = 0.005;
const sameStrength = 0.005;

/**
 * Groups of columns by average linkage: those whose pairs are at least 0.8 alike on average. Numbers are as alike as their
 * ranks correlate; with levels both the strength and the root of the normalised mutual information count, so that one
 * column which merely gives another, coarser one is not called the same. `strengths`: of single columns to the target.
 */
export function redundantGroups(
  associations: Associations,
  strengths: ReadonlyMap<string, number> = new Map(),
): readonly RedundantGroup[] {
  const linked = new Map<string, Association>();
  for (const pair of associations.pairs) linked.set(keyOf(...pair.columns), pair);
  const similarity = (a: string, b: string): number => similarityOf(linked.get(keyOf(a, b)));
  const missing = new Map(associations.columns.map((column) => [column.column, column.missing]));
  return clustersOf(
    associations.columns.filter(({ varies }) => varies).map(({ column }) => column),
    similarity,
  ).map((members) => {
    const { keep, because } = choose(members, {
      missingShare: (name) => (missing.get(name) ?? 0) / Math.max(1, associations.sampleSize),
      strength: (name) => strengths.get(name),
      closeness: (name) => members.reduce((sum, other) => sum + (other === name ? 0 : similarity(name, other)), 0),
    });
    const columns = [keep, ...members.filter((name) => name !== keep)];
    const links = columns.flatMap((a, i) =>
      columns.slice(i + 1).map((b) => ({ columns: [a, b] as const, similarity: similarity(a, b) })),
    );
    const values = links.map((link) => link.similarity);
    return {
      columns,
      keep,
      because,
      similarity: values.reduce((sum, value) => sum + value, 0) / values.length,
      weakest: Math.min(...values),
      n: Math.min(...links.map(({ columns: [a, b] }) => linked.get(keyOf(a, b))?.n ?? Number.POSITIVE_INFINITY)),
      links,
    };
  });
}

function keyOf(a: string, b: string): string {
  return JSON.stringify(a < b ? [a, b] : [b, a]);
}

function similarityOf(pair: Association | undefined): number {
  if (pair === undefined) return 0;
  if (pair.type === 'numbers') return pair.strength;
  return Math.min(pair.strength, Math.sqrt(pair.mutualInformation.normalised));
}

function clustersOf(
  names: readonly string[],
  similarity: (a: string, b: string) => number,
): readonly (readonly string[])[] {
  let clusters: readonly (readonly string[])[] = names.map((name) => [name]);
  const between = (a: readonly string[], b: readonly string[]): number =>
    a.reduce((sum, one) => sum + b.reduce((all, other) => all + similarity(one, other), 0), 0) / (a.length * b.length);
  for (;;) {
    let [most, best]: [number, readonly [readonly string[], readonly string[]] | undefined] = [0, undefined];
    for (const [i, a] of clusters.entries())
      for (const b of clusters.slice(i + 1)) {
        const found = between(a, b);
        if (found >= leastSimilarity && found > most) [most, best] = [found, [a, b]];
      }
    if (best === undefined) return clusters.filter((cluster) => cluster.length > 1);
    const [first, second] = best;
    clusters = clusters.flatMap((cluster) =>
      cluster === first ? [[...first, ...second]] : cluster === second ? [] : [cluster],
    );
  }
}

interface Merits {
  missingShare(name: string): number;
  strength(name: string): number | undefined;
  closeness(name: string): number;
}

function choose(members: readonly string[], merits: Merits): Pick<RedundantGroup, 'keep' | 'because'> {
  const fewest = Math.min(...members.map(merits.missingShare));
  const full = members.filter((name) => merits.missingShare(name) <= fewest + sameMissing);
  const byCloseness = full.toSorted((a, b) => merits.closeness(b) - merits.closeness(a));
  if (full.length === 1) return { keep: full[0] ?? '', because: 'fewestMissing' };
  const strengths = full.map((name) => merits.strength(name) ?? 0);
  const strongest = Math.max(...strengths);
  const best = byCloseness.filter((name) => (merits.strength(name) ?? 0) >= strongest - sameStrength);
  if (best.length < full.length) return { keep: best[0] ?? '', because: 'strongestRelation' };
  return { keep: byCloseness[0] ?? '', because: 'closest' };
}
