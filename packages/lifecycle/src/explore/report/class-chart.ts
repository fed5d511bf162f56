import { type Chart, type ClassEstimates, classMatrix, classShares, formatValue } from '@tend/charts';
import type { ColumnRelation } from '@tend/learn';
import { binWords } from './bin-words.ts';

/** The share of each class along a column, or by its levels, with the class that differs most along it as the title. */
export function classChart({ column, kind, curve }: ColumnRelation): Chart {
  const { series, overall, points, missing, confidence } = curve;
  const groups = missing === undefined ? points : [...points, missing];
  const classes = series.map((name, i) => ({
    name,
    overall: overall[i]?.value ?? 0,
    estimates: groups.map(({ n, estimates }) => ({ ...(estimates[i] ?? { value: null, low: null, high: null }), n })),
  }));
  const steps = points.map(({ bin }) => binWords(bin, kind));
  const isOrdered = kind !== 'text' && kind !== 'boolean';
  const input: ClassEstimates = {
    title: sentenceOf(isOrdered ? 'Along' : 'By', column, classes),
    column,
    steps: missing === undefined ? steps : [...steps, 'missing'],
    isLastMissing: missing !== undefined,
    classes,
    confidence,
  };
  // Levels have no order that a line could follow.
  return isOrdered ? classShares(input) : classMatrix(input);
}

interface ClassAlong {
  readonly name: string;
  readonly estimates: readonly { readonly value: number | null }[];
}

function sentenceOf(way: 'Along' | 'By', column: string, classes: readonly ClassAlong[]): string {
  const ranges = classes.map(({ name, estimates }) => {
    const values = estimates.flatMap(({ value }) => (value === null ? [] : [value]));
    return { name, low: Math.min(...values), high: Math.max(...values) };
  });
  const [widest] = ranges.toSorted((a, b) => b.high - b.low - (a.high - a.low));
  if (widest === undefined) return `The classes by ${column}`;
  return `${way} ${column} the share of ${widest.name} differs most: ${formatValue(widest.low, 'share')} to ${formatValue(widest.high, 'share')}`;
}
