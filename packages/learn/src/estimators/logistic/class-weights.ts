import type { Targets } from '../../estimator.ts';

/**
 * The rows' weights times their class's: `none` leaves them, `balanced` gives each class that has rows the same total, and
 * leaves the total of all (scikit-learn's n / (classes * rows of the class)).
 */
export function withClassWeights<Data extends Targets>(data: Data, classWeight: string): Data {
  if (classWeight === 'none') return data;
  const { y, weight } = data;
  const totals = new Map<number, number>();
  let total = 0;
  for (const [row, label] of y.entries()) {
    const w = weight?.[row] ?? 1;
    if (w === 0) continue;
    totals.set(label, (totals.get(label) ?? 0) + w);
    total += w;
  }
  const factorOf = (label: number): number => total / (totals.size * (totals.get(label) ?? total));
  return { ...data, weight: y.map((label, row) => (weight?.[row] ?? 1) * factorOf(label)) };
}
