import { type Chart, missingOverTime, missingPatterns, redundancyTree } from '@tend/charts';
import type { Exploration, Finding, Picture } from '@tend/learn';
import { distributionChart } from './distribution-chart.ts';
import { interactionChart } from './interaction-chart.ts';
import type { KnownColumns } from './known-columns.ts';
import { missingPeriodsInput } from './missing-periods-input.ts';
import { pairChart } from './pair-chart.ts';

import type { ReportData } from './report-data.ts';
import { reversalChart } from './reversal-chart.ts';
import { targetChart } from './target-chart.ts';
import { seriesChart, targetOverTimeChart } from './time-charts.ts';

/** The drawing that goes with a finding, from the data of the exploration; undefined where that does not hold it. */
export function pictureOf(
  data: ReportData,
  known: KnownColumns,
  { kind, subject, picture }: Finding,
): Chart | undefined {
  if (kind === 'interaction' && picture?.type === 'pair') return ofInteraction(data, known, picture.columns);
  if (kind === 'reversal' && picture?.type === 'pair') return ofReversal(data, known, picture.columns);
  if (picture !== undefined) return ofReference(data, known, picture);
  return known.profiles.has(subject)
    ? ofReference(data, known, { type: 'targetByColumn', column: subject })
    : undefined;
}

function ofInteraction(
  { exploration, target }: ReportData,
  known: KnownColumns,
  columns: readonly [string, string],
): Chart | undefined {
  const found = exploration.together.pairs.interactions.find((one) =>
    columns.every((name) => one.columns.includes(name)),
  );
  return found === undefined || target === null ? undefined : interactionChart(found, known, target);
}

function ofReversal(
  { exploration, target }: ReportData,
  known: KnownColumns,
  [column, within]: readonly [string, string],
): Chart | undefined {
  const found = exploration.together.pairs.reversals.find((one) => one.column === column && one.within === within);
  return found === undefined || target === null ? undefined : reversalChart(found, known, target);
}

function ofReference(data: ReportData, known: KnownColumns, picture: Picture): Chart | undefined {
  const { exploration, target } = data;
  switch (picture.type) {
    case 'distribution':
      return ofColumn(known, picture.column);
    case 'targetByColumn': {
      const relation = known.relations.get(picture.column);
      const profile = known.profiles.get(picture.column);
      const drawn = relation === undefined || target === null ? undefined : targetChart(relation, profile, target);
      return drawn ?? ofColumn(known, picture.column);
    }
    case 'targetOverTime':
      return targetOverTime(data);
    case 'pair':
      return pairChart(exploration, known, picture.columns);
    case 'missing':
      return ofMissing(exploration, picture.columns);
    case 'overTime': {
      const time = exploration.timeBehaviour;
      const followed = time?.series.find(({ column }) => column === picture.column);
      if (time !== undefined && followed !== undefined) return seriesChart(time, followed, target);
      return ofColumn(known, picture.column);
    }
    case 'redundancy':
      return ofGroup(exploration, known, picture.columns);
  }
}

function ofColumn(known: KnownColumns, column: string): Chart | undefined {
  const profile = known.profiles.get(column);
  return profile === undefined ? undefined : distributionChart(profile);
}

function targetOverTime({ exploration, target }: ReportData): Chart | undefined {
  const { time, timeBehaviour, positives = 0, known } = exploration;
  if (time !== undefined && known > 0) return targetOverTimeChart(time, positives / known);
  const followed = timeBehaviour?.target;
  return timeBehaviour === undefined || followed === undefined
    ? undefined
    : seriesChart(timeBehaviour, followed, target);
}

const mostPatternColumns = 12;

function ofMissing({ missingness }: Exploration, columns: readonly string[]): Chart | undefined {
  const named = missingness.columns.filter(({ column }) => columns.includes(column));
  const periods = missingPeriodsInput(missingness, named);
  if (periods !== undefined)
    return missingOverTime({ ...periods, title: `When ${columns.slice(0, 3).join(', ')} is missing` });
  if (named.length < 2) return undefined;
  const shown = named.slice(0, mostPatternColumns);
  const names = new Set(shown.map(({ column }) => column));
  const counts = new Map<string, { readonly missing: readonly string[]; count: number }>();
  for (const { columns: missing, rows } of missingness.patterns) {
    const own = missing.filter((name) => names.has(name));
    const key = JSON.stringify(own);
    const before = counts.get(key);
    if (before === undefined) counts.set(key, { missing: own, count: rows });
    else before.count += rows;
  }
  return missingPatterns({
    title: `Which of ${shown.length} columns are missing together`,
    rows: missingness.n,
    columns: shown,
    patterns: [...counts.values()].sort((a, b) => b.count - a.count),
    ...(missingness.pooled.rows > 0
      ? { pooled: { patterns: missingness.pooled.patterns, count: missingness.pooled.rows } }
      : {}),
  });
}

/** Two columns are drawn against each other, more as the tree of what says the same. */
export function ofGroup(exploration: Exploration, known: KnownColumns, columns: readonly string[]): Chart | undefined {
  const [a, b] = columns;
  if (a === undefined || b === undefined) return undefined;
  if (columns.length === 2) return pairChart(exploration, known, [a, b]);
  const group = exploration.together.groups.find((one) => columns.every((name) => one.columns.includes(name)));
  if (group === undefined || group.columns.length > 40) return undefined;
  const strengthOf = new Map(
    group.links.map(({ columns: pair, similarity }) => [[...pair].sort().join('\n'), similarity]),
  );
  return redundancyTree({
    title: `${group.columns.length} columns say nearly the same`,
    columns: group.columns,
    strength: group.columns.map((one) =>
      group.columns.map((other) => (one === other ? 1 : (strengthOf.get([one, other].sort().join('\n')) ?? null))),
    ),
    measure: 'how alike they are',
    threshold: 0.8,
    keep: [group.keep],
  });
}
