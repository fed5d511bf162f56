/** Two clusters that were joined, in the numbering of SciPy's linkage: columns first, then joins in their order. */
export interface ClusterJoin {
  readonly left: number;
  readonly right: number;
  /** Mean strength between the members of both. */
  readonly strength: number;
}

/**
 * Average-linkage clustering of columns by strength of association (Sokal and Michener 1958): `strength[i][j]` from 0 to
 * 1, symmetric; null is taken as 0. The strongest pair is joined first, of equal ones the first.
 */
export function clusterColumns(strength: readonly (readonly (number | null)[])[]): readonly ClusterJoin[] {
  const size = strength.length;
  const sums = strength.map((row) => Float64Array.from(row, (value) => value ?? 0));
  const live = Array.from({ length: size }, (_, i) => ({ id: i, members: 1, at: i }));
  const joins: ClusterJoin[] = [];
  while (live.length > 1) {
    let best = { i: 0, j: 1, mean: -Infinity };
    for (const [i, a] of live.entries()) {
      for (let j = i + 1; j < live.length; j++) {
        const b = live[j];
        if (b === undefined) continue;
        const mean = (sums[a.at]?.[b.at] ?? 0) / (a.members * b.members);
        if (mean > best.mean) best = { i, j, mean };
      }
    }
    const [a, b] = [live[best.i], live[best.j]];
    if (a === undefined || b === undefined) break;
    joins.push({ left: a.id, right: b.id, strength: best.mean });
    for (const c of live) {
      const sum = (sums[a.at]?.[c.at] ?? 0) + (sums[b.at]?.[c.at] ?? 0);
      const [rowA, rowC] = [sums[a.at], sums[c.at]];
      if (rowA !== undefined) rowA[c.at] = sum;
      if (rowC !== undefined) rowC[a.at] = sum;
    }
    live[best.i] = { id: size + joins.length - 1, members: a.members + b.members, at: a.at };
    live.splice(best.j, 1);
  }
  return joins;
}

/** The order of the columns along the tree of their joins, so that alike ones stand beside each other. */
export function leafOrder(size: number, joins: readonly ClusterJoin[]): readonly number[] {
  const members = Array.from({ length: size }, (_, i): readonly number[] => [i]);
  for (const { left, right } of joins) members.push([...(members[left] ?? []), ...(members[right] ?? [])]);
  return members.at(-1) ?? [];
}
