import { quantile, sortedPresent } from '@tend/kernels';
import type { KnownRows } from './known-rows.ts';
import { type LeakTarget, rowsOfKnownTarget } from './leak-target.ts';

/** One yes-or-no question about an outcome: several classes ask one each, a number asks where it stands. */
export interface TargetView {
  /** How the rows of either answer are called: `positive` and `negative`, `BOMBAY` and `not BOMBAY`, `above 451`. */
  readonly yes: string;
  readonly no: string;
  readonly known: KnownRows;
  /** Whether purity in this view can be certain: not where the question was made from the values of a number. */
  readonly isExact: boolean;
  /** Whether a region of no's means anything: several classes are each the others' no. */
  readonly asksNo: boolean;
}

/** A question that fewer rows answer with yes, or with no, shows nothing. */
const leastRows = 50;
const mostClasses = 20;
/** A value that this share of the rows has is one of its own: no sale, no delay. */
const leastMode = 0.05;

/**
 * The yes-or-no questions of an outcome on these rows: itself where it is one; each of the up to 20 most frequent classes
 * against the others; for a number whether it has its most frequent value (5% of the rows or more), and whether it lies
 * above its median and above its 90% quantile. Questions with fewer than 50 rows on a side are left out, unless the
 * outcome is one by itself.
 */
export function viewsOf(target: LeakTarget, rows: Int32Array): readonly TargetView[] {
  const known = rowsOfKnownTarget(target, rows);
  if (target.type === 'binary') {
    const view = viewOf(
      { yes: 'positive', no: 'negative', isExact: true, asksNo: true },
      known,
      (row) => target.y[row] === 1,
    );
    return view.known.positives === 0 || view.known.positives === known.length ? [] : [view];
  }
  const views = target.type === 'classes' ? viewsOfClasses(target, known) : viewsOfNumber(target.values, known);
  return views.filter(({ known: { positives } }) => Math.min(positives, known.length - positives) >= leastRows);
}

function viewsOfClasses(
  { codes, classes }: Extract<LeakTarget, { type: 'classes' }>,
  known: Int32Array,
): readonly TargetView[] {
  const counts = new Int32Array(classes.length);
  for (const row of known) counts[codes[row] ?? -1] = (counts[codes[row] ?? -1] ?? 0) + 1;
  const order = [...counts.keys()].sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  return order.slice(0, mostClasses).map((code) => {
    const name = `"${classes[code]}"`;
    return viewOf(
      { yes: name, no: `not ${name}`, isExact: true, asksNo: classes.length === 2 },
      known,
      (row) => codes[row] === code,
    );
  });
}

function viewsOfNumber(values: Float64Array, known: Int32Array): readonly TargetView[] {
  const sorted = sortedPresent(Float64Array.from(known, (row) => values[row] ?? Number.NaN));
  const views: TargetView[] = [];
  const mode = modeOf(sorted);
  const view = (yes: string, no: string, isYes: (row: number) => boolean): TargetView =>
    viewOf({ yes, no, isExact: false, asksNo: true }, known, isYes);
  if (mode.n >= leastMode * sorted.length)
    views.push(view(say(mode.value), `not ${say(mode.value)}`, (row) => values[row] === mode.value));
  for (const bound of new Set([quantile(sorted, 0.5), quantile(sorted, 0.9)]))
    views.push(view(`above ${say(bound)}`, `at most ${say(bound)}`, (row) => (values[row] ?? 0) > bound));
  return views;
}

function viewOf(asked: Omit<TargetView, 'known'>, rows: Int32Array, isYes: (row: number) => boolean): TargetView {
  const target = new Uint8Array(rows.length);
  let positives = 0;
  for (let i = 0; i < rows.length; i++) {
    if (!isYes(rows[i] as number)) continue;
    target[i] = 1;
    positives++;
  }
  return { ...asked, known: { rows, target, positives } };
}

function modeOf(sorted: Float64Array): { readonly value: number; readonly n: number } {
  let [value, n, start] = [Number.NaN, 0, 0];
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > n) [value, n] = [sorted[start] ?? Number.NaN, i - start];
    start = i;
  }
  return { value, n };
}

function say(value: number): string {
  return String(Number(value.toPrecision(4)));
}
