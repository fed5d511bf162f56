import { adjustFalseDiscovery, chiSquareTest, fisherExact } from '@tend/kernels';
import { bothMissing, type MissingFlags } from './missing-flags.ts';

/** Two columns whose missing cells meet more or less often than by chance. */
export interface CoMissing {
  readonly columns: readonly [string, string];
  readonly n: number;
  readonly both: number;
  /** Rows in which both would be missing if the two had nothing to do with each other. */
  readonly expected: number;
  /** Correlation of the two flags, -1 to 1. */
  readonly phi: number;
  /** Of chi-square, or Fisher's exact test where fewer than 5 rows are expected in a cell; adjusted over all pairs. */
  readonly qValue: number;
}

/** Wherever the first column is missing, the second is missing too, and beyond chance. */
export interface MissingNesting {
  readonly column: string;
  readonly within: string;
  readonly rows: number;
  readonly rowsOfWithin: number;
}

export interface CoMissingness {
  /** Columns that are missing in exactly the same rows (at least 5). */
  readonly together: readonly { readonly columns: readonly string[]; readonly rows: number }[];
  /** Between the rest and the first of each group: pairs beyond noise, strongest first, at most 50. */
  readonly pairs: readonly CoMissing[];
  readonly nested: readonly MissingNesting[];
  /** Pairs tested; columns beyond the 150 with most missing cells are not. */
  readonly tested: number;
}

const leastRows = 5;
const mostColumns = 150;
const mostListed = 50;
/** The share of pairs said to be related that may be so by chance. */
const falseDiscovery = 0.01;

/** How the missing cells of columns in `n` rows go together, with control of false discovery over all pairs. */
export function coMissing(flags: readonly MissingFlags[], n: number): CoMissingness {
  const tried = flags
    .filter(({ missing }) => missing >= leastRows)
    .toSorted((a, b) => b.missing - a.missing)
    .slice(0, mostColumns);
  const groups = groupsOf(tried);
  const first = groups.flatMap((group) => group.slice(0, 1)).filter(({ missing }) => missing <= n - leastRows);
  const found: Omit<CoMissing, 'qValue'>[] = [];
  const pValues: number[] = [];
  const nested: (MissingNesting & { readonly test: number })[] = [];
  for (const [i, a] of first.entries())
    for (const b of first.slice(i + 1)) {
      const both = bothMissing(a, b);
      const expected = (a.missing * b.missing) / n;
      const [onlyA, onlyB] = [a.missing - both, b.missing - both];
      const neither = n - both - onlyA - onlyB;
      const spread = Math.sqrt(a.missing * b.missing * (n - a.missing)) * Math.sqrt(n - b.missing);
      const phi = (both * neither - onlyA * onlyB) / spread;
      if (onlyB === 0)
        nested.push({
          column: b.column,
          within: a.column,
          rows: b.missing,
          rowsOfWithin: a.missing,
          test: pValues.length,
        });
      pValues.push(pValueOf(both, onlyA, onlyB, neither));
      found.push({ columns: [a.column, b.column], n, both, expected, phi });
    }
  const qValues = adjustFalseDiscovery(pValues);
  const pairs = found
    .map((pair, i): CoMissing => ({ ...pair, qValue: qValues[i] ?? 1 }))
    .filter(({ qValue }) => qValue <= falseDiscovery)
    .sort((a, b) => Math.abs(b.phi) - Math.abs(a.phi));
  return {
    together: groups
      .filter((group) => group.length > 1)
      .map((group) => ({ columns: group.map(({ column }) => column), rows: group[0]?.missing ?? 0 })),
    pairs: pairs.slice(0, mostListed),
    nested: nested
      .filter(({ test }) => (qValues[test] ?? 1) <= falseDiscovery)
      .map(({ column, within, rows, rowsOfWithin }) => ({ column, within, rows, rowsOfWithin }))
      .slice(0, mostListed),
    tested: pValues.length,
  };
}

/** Columns with equal flags; they are in order of missing cells, so equal ones stand near each other. */
function groupsOf(flags: readonly MissingFlags[]): readonly (readonly MissingFlags[])[] {
  const groups: MissingFlags[][] = [];
  for (const flag of flags) {
    const same = groups.find(([one]) => one?.missing === flag.missing && bothMissing(one, flag) === flag.missing);
    if (same === undefined) groups.push([flag]);
    else same.push(flag);
  }
  return groups;
}

function pValueOf(both: number, onlyA: number, onlyB: number, neither: number): number {
  const n = both + onlyA + onlyB + neither;
  const [a, b] = [both + onlyA, both + onlyB];
  const leastExpected = (Math.min(a, n - a) * Math.min(b, n - b)) / n;
  if (leastExpected < leastRows) return fisherExact(both, onlyA, onlyB, neither);
  return chiSquareTest([
    [both, onlyA],
    [onlyB, neither],
  ]).pValue;
}
