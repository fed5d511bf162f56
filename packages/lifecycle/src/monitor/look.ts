import {
  adjustDrifts,
  type ColumnDrift,
  type ColumnReference,
  compareColumn,
  isDrift,
  type KeptSketch,
  type MetricInput,
  type MetricName,
  measure,
} from '@tend/learn';
import type { Charter, CriterionOutcome, Measurement, WindowSummary } from '@tend/protocol';
import { formatNumber, formatShare } from '@tend/protocol/number-format';
import { evaluateOver, formatDate, type Schema, type Table } from '@tend/table';
import { costsOf, type JudgedRows, judgeCriteria, type Scored, toMeasurement } from '../evaluate/index.ts';
import type { LoggedPrediction } from '../ports.ts';
import { expressionOver, rowsWhere } from '../stage/workbench.ts';
import { rowsAsSeen } from './rows-as-seen.ts';
import { type Window, windowsPerYear } from './windows.ts';

const dayMs = 86_400_000;
const confidence = 0.95;
/** A shift of this size matters by custom (population stability index); below it even a certain one changes little. */
const minimumEffect = 0.2;
const minimumRows = 50;
/** Fewer outcomes than this of either kind show no quality. */
const minimumOutcomes = 5;

export interface LabelledPrediction {
  readonly prediction: LoggedPrediction;
  readonly outcome: 0 | 1;
}

/** What was read of one window of predictions. */
export interface WindowRead {
  readonly window: Window;
  readonly predictions: number;
  /** Those whose outcome is known; of the others only the sketches are kept. */
  readonly labelled: readonly LabelledPrediction[];
  /** Of the compared columns, over all predictions. */
  readonly sketches: readonly KeptSketch[];
}

export interface Look {
  readonly summary: WindowSummary;
  readonly drifts: readonly ColumnDrift[];
  /** Criteria of the charter that ask for live data. */
  readonly live: readonly Omit<CriterionOutcome, 'waiver'>[];
}

/**
 * Compares one window of predictions with the training reference and, once all outcomes of the window are due by `asOf`
 * (epoch milliseconds), its scores with what came true.
 */
export function lookAt(
  { window, predictions, labelled, sketches }: WindowRead,
  references: readonly ColumnReference[],
  schema: Schema,
  charter: Charter,
  asOf: number,
): Look {
  const drifts = driftsOf(sketches, references, charter);
  const judged = judgedRows(labelled, schema, charter);
  const positives = judged.y.reduce((sum, value) => sum + value, 0);
  // Outcomes that are known early are not those of all: damage is reported sooner than its absence.
  const areDue = asOf >= window.until + charter.target.knownAfterDays * dayMs;
  const hasOutcomes = areDue && Math.min(positives, judged.y.length - positives) >= minimumOutcomes;
  return {
    summary: {
      from: formatDate(window.from / dayMs),
      until: formatDate(window.until / dayMs),
      predictions,
      labelled: labelled.length,
      positives,
      quality: hasOutcomes ? qualityOf(judged) : [],
      drifted: drifts.map((drift) => ({
        column: drift.column,
        effect: drift.effect,
        pValue: drift.pValue,
        note: describeDrift(drift),
      })),
      columnsCompared: references.length,
    },
    drifts,
    live: hasOutcomes
      ? judgeCriteria(
          charter.criteria.filter(({ on }) => on.includes('live')),
          judged,
        )
      : [],
  };
}

function driftsOf(
  sketches: readonly KeptSketch[],
  references: readonly ColumnReference[],
  charter: Charter,
): readonly ColumnDrift[] {
  const alpha = Math.min(0.2, charter.monitor.falseAlarmsPerYear / windowsPerYear(charter.monitor.window));
  const byName = new Map(sketches.map((sketch) => [sketch.column, sketch]));
  const compared = references.flatMap((reference) => {
    const sketch = byName.get(reference.column);
    const unit = charter.data.contract[reference.column]?.unit;
    return sketch === undefined ? [] : [compareColumn(reference, sketch, unit === undefined ? {} : { unit })];
  });
  return adjustDrifts(compared).filter((drift) => isDrift(drift, { alpha, minimumEffect, minimumRows }));
}

function judgedRows(labelled: readonly LabelledPrediction[], schema: Schema, charter: Charter): JudgedRows {
  const table = rowsAsSeen(
    labelled.map(({ prediction }) => prediction),
    schema,
    charter,
  );
  const score = Float64Array.from(labelled, ({ prediction }) => prediction.score);
  const zeros = new Float64Array(score.length);
  return {
    y: Float64Array.from(labelled, ({ outcome }) => outcome),
    score,
    isPositive: Uint8Array.from(labelled, ({ prediction }) => (prediction.isPositive ? 1 : 0)),
    baselines: {
      nothing: { score: zeros, isPositive: new Uint8Array(score.length) },
      ...(charter.decision.rule === undefined ? {} : { rule: ruleBaseline(table, charter, charter.decision.rule) }),
    },
    hasChampion: false,
    costs: costsOf(charter),
    seed: charter.seed,
    slice: (where) => rowsWhere(charter, table, where),
  };
}

/** The rule as it would have decided the same rows: its answer is its score. */
function ruleBaseline(table: Table, charter: Charter, rule: string): Scored {
  const decisions = evaluateOver(expressionOver(charter, table, rule, 'decision.rule'), table);
  const isPositive = Uint8Array.from(decisions, (decision) => (decision === 1 ? 1 : 0));
  return { score: Float64Array.from(isPositive), isPositive };
}

function qualityOf(judged: JudgedRows): readonly Measurement[] {
  const input: MetricInput = {
    y: judged.y,
    score: judged.score,
    isPositive: judged.isPositive,
    ...(judged.costs === undefined ? {} : { costs: judged.costs }),
    confidence,
    seed: judged.seed,
  };
  const metrics: readonly MetricName[] = [
    'rocAuc',
    'recall',
    'precision',
    ...(judged.costs ? (['expectedCost'] as const) : []),
  ];
  return metrics.map((metric) => toMeasurement(metric, measure(metric, input), confidence));
}

/** What changed, in one sentence; the likely factor where one multiplication explains it. */
export function describeDrift(drift: ColumnDrift): string {
  const { likelyFactor } = drift;
  if (likelyFactor) {
    const { conversion } = likelyFactor;
    const known = conversion
      ? `: ${conversion.from} became ${conversion.to} would be ${formatNumber(conversion.factor)}`
      : '';
    return `values are about ${formatNumber(likelyFactor.factor)} times those of training (${formatNumber(likelyFactor.low)} to ${formatNumber(likelyFactor.high)})${known}`;
  }
  const missing = drift.missingShareWindow - drift.missingShareReference;
  const parts = [`stability index ${formatNumber(drift.effect)}`];
  if (Math.abs(missing) >= 0.05)
    parts.push(`missing ${formatShare(drift.missingShareReference)} -> ${formatShare(drift.missingShareWindow)}`);
  if (drift.unseenShare >= 0.02) parts.push(`${formatShare(drift.unseenShare)} of the values not seen in training`);
  return `${parts.join(', ')}, n ${formatNumber(drift.n)}`;
}
