import { type Chart, type TargetMeasure, targetByBin, targetByLevel } from '@tend/charts';
import type { ColumnProfile, ColumnRelation } from '@tend/learn';
import { binWords, edgesOf, valueKindOf } from './bin-words.ts';
import { classChart } from './class-chart.ts';
import { extentOf } from './known-columns.ts';
import type { ReportTarget } from './report-data.ts';
import { measureOf } from './target-measure.ts';

/** The target along a column; undefined where it has no points. */
export function targetChart(
  relation: ColumnRelation,
  profile: ColumnProfile | undefined,
  target: ReportTarget,
  title?: string,
): Chart | undefined {
  const { column, kind, curve } = relation;
  const overall = curve.overall[0];
  // One group against itself shows nothing.
  const groupCount = curve.points.length + (curve.missing === undefined ? 0 : 1);
  if (overall === undefined || curve.points.length === 0 || groupCount < 2) return undefined;
  if (curve.series.length > 1) return classChart(relation);
  const measure: TargetMeasure = {
    ...measureOf(target, curve.measure, curve.series[0]),
    confidence: curve.confidence,
    overall: overall.value,
  };
  const points = curve.points.flatMap(({ bin, n, estimates }) => {
    const first = estimates[0];
    return first === undefined ? [] : [{ bin, n, value: first.value, low: first.low, high: first.high }];
  });
  const missing = curve.missing?.estimates[0];
  const atMissing =
    missing === undefined || curve.missing === undefined
      ? undefined
      : { value: missing.value, low: missing.low, high: missing.high, n: curve.missing.n };
  const text = { title: title ?? sentenceOf(relation, measure), column, target: measure };
  const edges = edgesOf(
    points.map(({ bin }) => bin),
    ...extentOf(profile),
  );
  if (edges !== undefined)
    return targetByBin({
      ...text,
      kind: valueKindOf(kind),
      bins: points.map(({ n, value, low, high }, i) => ({
        n,
        value,
        low,
        high,
        from: edges[i] ?? 0,
        to: edges[i + 1] ?? 0,
      })),
      ...(atMissing === undefined ? {} : { missing: atMissing }),
    });
  const groups = points.map(({ bin, n, value, low, high }) => ({
    level: binWords(bin, kind),
    role: bin.type === 'others' ? ('other' as const) : ('level' as const),
    n,
    value,
    low,
    high,
  }));
  return targetByLevel({
    ...text,
    groups:
      atMissing === undefined ? groups : [...groups, { ...atMissing, level: 'missing', role: 'missing' as const }],
  });
}

/** Beyond this the rows where the column is missing differ from the others by more than noise. */
const noise = 0.01;

function sentenceOf({ column, curve }: ColumnRelation, { label }: TargetMeasure): string {
  switch (curve.shapes[0]?.shape) {
    case 'rising':
      return `The ${label} rises with ${column}`;
    case 'falling':
      return `The ${label} falls as ${column} rises`;
    case 'peaked':
      return `The ${label} is highest in the middle of ${column}`;
    case 'dipped':
      return `The ${label} is lowest in the middle of ${column}`;
    case 'flat':
      return (curve.missing?.pValue ?? 1) < noise
        ? `The ${label} differs where ${column} is missing`
        : `The ${label} hardly differs along ${column}`;
    default:
      return `The ${label} differs by ${column}`;
  }
}
