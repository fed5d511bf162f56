import { type Costs, type Measured, type MetricInput, measure, measureDifference } from '@tend/learn';
import { blank, type Criterion, type CriterionOutcome, type Verdict } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { toMeasurement } from './measurement.ts';

/** Scored rows with outcomes, and the same rows as the alternatives would have decided them. */
export interface JudgedRows {
  readonly y: Float64Array;
  readonly score: Float64Array;
  readonly isPositive: Uint8Array;
  readonly baselines: Partial<Record<NonNullable<Criterion['versus']>, Scored>>;
  /** A version serves, whether or not it could score these rows. */
  readonly hasChampion: boolean;
  readonly costs: Costs | undefined;
  readonly seed: number;
  /** The rows of a slice; undefined where the expression cannot be evaluated over what is known of the rows. */
  readonly slice: (where: string) => Int32Array | undefined;
}

export interface Scored {
  readonly score: Float64Array;
  readonly isPositive: Uint8Array;
}

type Outcome = Omit<CriterionOutcome, 'waiver'>;

/**
 * Holds scored rows against criteria. A gate has three answers: the interval lies beyond what was asked (pass), short of
 * it (fail) or across it (unknown: these rows cannot show it).
 */
export function judgeCriteria(criteria: readonly Criterion[], rows: JudgedRows): readonly Outcome[] {
  return criteria.map((criterion) => judge(criterion, rows));
}

function judge(criterion: Criterion, rows: JudgedRows): Outcome {
  const measureText = describeMeasure(criterion);
  const asked = describeAsked(criterion);
  const answer = (verdict: Verdict, got: string, note: string | null, measured: Measured | null): Outcome => ({
    id: criterion.id,
    measure: measureText,
    asked,
    got,
    verdict,
    note,
    measurement: measured && toMeasurement(criterion.metric, measured, criterion.confidence),
  });
  if (criterion.atLeast === blank || criterion.atMost === blank)
    return answer('unknown', 'not asked yet', `fill in criteria.${criterion.id} in tend.yaml`, null);
  if (criterion.versus === 'champion' && !rows.hasChampion)
    return answer('pass', 'no champion yet', 'nothing serves that it could be compared with', null);
  if (criterion.versus && !rows.baselines[criterion.versus])
    return answer(
      'unknown',
      'nothing to compare with',
      `${versusTexts[criterion.versus]} could not be applied to these rows`,
      null,
    );
  const selected = criterion.where === undefined ? undefined : rows.slice(criterion.where);
  if (criterion.where !== undefined && selected === undefined)
    return answer('unknown', 'slice not known here', `the rows do not tell ${criterion.where}`, null);
  const measured = measureOn(criterion, rows, selected);
  if (!Number.isFinite(measured.value) || !Number.isFinite(measured.low) || !Number.isFinite(measured.high))
    return answer(
      'unknown',
      `undefined on ${formatNumber(measured.n)} rows`,
      `${measured.positives} of them positive`,
      measured,
    );
  const verdict = verdictOf(criterion, measured);
  const note =
    verdict === 'unknown' ? howMany(criterion, measured) : verdict === 'fail' ? shortBy(criterion, measured) : null;
  return answer(
    verdict,
    `${formatNumber(measured.value)} (${formatNumber(measured.low)} to ${formatNumber(measured.high)})`,
    note,
    measured,
  );
}

function measureOn(criterion: Criterion, rows: JudgedRows, selected: Int32Array | undefined): Measured {
  const pick = <A extends Float64Array | Uint8Array>(values: A): A =>
    selected === undefined ? values : (values.filter((_value, i) => isSelected[i] === 1) as A);
  const isSelected = new Uint8Array(rows.y.length);
  for (const row of selected ?? []) isSelected[row] = 1;
  const input = ({ score, isPositive }: Scored): MetricInput => ({
    y: pick(rows.y),
    score: pick(score),
    isPositive: pick(isPositive),
    ...(rows.costs === undefined ? {} : { costs: rows.costs }),
    confidence: criterion.confidence,
    seed: rows.seed,
  });
  const baseline = criterion.versus && rows.baselines[criterion.versus];
  return baseline
    ? measureDifference(criterion.metric, input(rows), input(baseline))
    : measure(criterion.metric, input(rows));
}

function verdictOf({ atLeast, atMost }: Criterion, { low, high }: Measured): Verdict {
  const verdicts: Verdict[] = [];
  if (typeof atLeast === 'number') verdicts.push(low >= atLeast ? 'pass' : high < atLeast ? 'fail' : 'unknown');
  if (typeof atMost === 'number') verdicts.push(high <= atMost ? 'pass' : low > atMost ? 'fail' : 'unknown');
  return verdicts.includes('fail') ? 'fail' : verdicts.includes('unknown') ? 'unknown' : 'pass';
}

/** The interval shrinks with the square root of n: so many rows would settle it if the value stayed where it is. */
function howMany({ atLeast, atMost }: Criterion, { value, low, high, n }: Measured): string {
  const needs = [
    typeof atLeast === 'number' && low < atLeast ? ((value - low) / (value - atLeast)) ** 2 : 1,
    typeof atMost === 'number' && high > atMost ? ((high - value) / (atMost - value)) ** 2 : 1,
  ];
  const rows = Math.ceil(n * Math.max(...needs));
  const isShortOf = (typeof atLeast === 'number' && value < atLeast) || (typeof atMost === 'number' && value > atMost);
  const room =
    rows > 1e7 || !Number.isFinite(rows) ? 'more rows than are likely to come' : `about ${formatNumber(rows)} rows`;
  return isShortOf
    ? `the value itself is short of it; ${room} would settle it`
    : `${formatNumber(n)} rows cannot show it; ${room} would settle it`;
}

function shortBy({ atLeast, atMost }: Criterion, { low, high }: Measured): string {
  const gap =
    typeof atLeast === 'number' && high < atLeast ? atLeast - high : typeof atMost === 'number' ? low - atMost : 0;
  return `short by at least ${formatNumber(gap)}`;
}

const metricTexts: Readonly<Record<Criterion['metric'], string>> = {
  rocAuc: 'ROC AUC',
  averagePrecision: 'average precision',
  logLoss: 'log loss',
  brier: 'Brier score',
  calibrationSlope: 'calibration slope',
  calibrationError: 'calibration error',
  expectedCost: 'cost per case',
  recall: 'recall',
  precision: 'precision',
};

const versusTexts = {
  rule: 'the rule',
  nothing: 'doing nothing',
  majority: 'the majority',
  champion: 'the serving version',
} as const;

function describeMeasure({ metric, versus, where }: Criterion): string {
  const of = versus === undefined ? metricTexts[metric] : `${metricTexts[metric]} minus that of ${versusTexts[versus]}`;
  return where === undefined ? of : `${of}, where ${where}`;
}

function describeAsked({ atLeast, atMost, confidence }: Criterion): string {
  const bound = (value: number | '?'): string => (value === blank ? '?' : formatNumber(value));
  // The interval is the usual one unless it is said otherwise.
  const level = confidence === 0.95 ? '' : ` at ${formatNumber(confidence * 100)}%`;
  if (atLeast !== undefined && atMost !== undefined) return `${bound(atLeast)} to ${bound(atMost)}${level}`;
  if (atLeast !== undefined) return `at least ${bound(atLeast)}${level}`;
  return `at most ${atMost === undefined ? '?' : bound(atMost)}${level}`;
}
