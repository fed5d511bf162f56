import { type ColumnKind, numericColumn, type Table, tableOf, textColumn } from '@tend/table';
import type { RecipeFit } from './fit-recipe.ts';
import type { PlannedStep, RecipePlan } from './recipe-plan.ts';

/** A step with parameters that the suite of all steps runs. */
export interface StepCase extends Pick<PlannedStep, 'columns' | 'parameters'> {
  readonly step: string;
  /** Steps before it. */
  readonly before?: readonly PlannedStep[];
  /** Another target than the truth values of `casePlan`. */
  readonly task?: 'regression' | 'multiclass';
}

const allStatistics = ['count', 'mean', 'sum', 'min', 'max', 'sd', 'share', 'sinceLast'];

/** At least one for each step of the registry. */
export const stepCases: readonly StepCase[] = [
  { step: 'passThrough', columns: ['speed', 'count', 'night'] },
  { step: 'impute', columns: ['speed', 'day', 'at', 'night'], parameters: { indicator: true } },
  { step: 'impute', columns: ['speed', 'count', 'night'], parameters: { strategy: 'mean' } },
  { step: 'impute', columns: ['size', 'speed', 'night'], parameters: { strategy: 'mostFrequent' } },
  { step: 'impute', columns: ['size', 'speed', 'day'], parameters: { strategy: 'constant', number: -1, text: 'none' } },
  { step: 'clip', columns: ['speed', 'count'] },
  { step: 'clip', columns: ['speed', 'count'], parameters: { method: 'iqr' } },
  { step: 'clip', columns: ['speed'], parameters: { method: 'bounds', least: 10, most: 20 } },
  { step: 'scale', columns: ['speed', 'count', 'night'] },
  { step: 'scale', columns: ['speed', 'count', 'night'], parameters: { method: 'robust' } },
  { step: 'scale', columns: ['speed', 'count', 'night'], parameters: { method: 'minMax' } },
  { step: 'boolean', columns: ['speed', 'night'] },
  { step: 'boolean', columns: ['size'], parameters: { texts: ['groß', '小さい 🐦'] } },
  { step: 'quantileScale', columns: ['speed', 'count'] },
  { step: 'quantileScale', columns: ['speed', 'count'], parameters: { shape: 'uniform', quantiles: 20 } },
  { step: 'powerScale', columns: ['speed', 'count'] },
  {
    step: 'powerScale',
    columns: ['speed'],
    before: [{ step: 'clip', columns: ['speed'], parameters: { method: 'bounds', least: 0.5 }, reason: 'above 0' }],
    parameters: { method: 'boxCox' },
  },
  { step: 'bin', columns: ['speed', 'count'] },
  { step: 'bin', columns: ['speed', 'count'], parameters: { strategy: 'equalWidth', bins: 4, form: 'oneHot' } },
  { step: 'bin', columns: ['speed'], parameters: { strategy: 'given', cuts: [0, 10, 20.5] } },
  { step: 'rareLevels', columns: ['size'], parameters: { minCount: 5 } },
  { step: 'ordinal', columns: ['size'], parameters: { levels: ['小さい 🐦', 'mid', 'groß'] } },
  { step: 'ordinal', columns: ['size'], parameters: { order: 'frequency' } },
  { step: 'frequency', columns: ['size'] },
  { step: 'frequency', columns: ['size'], parameters: { measure: 'count' } },
  { step: 'hash', columns: ['size'], parameters: { buckets: 7 } },
  { step: 'hash', columns: ['size'], parameters: { buckets: 16, signed: false } },
  { step: 'targetEncode', columns: ['size'] },
  { step: 'targetEncode', columns: ['size'], parameters: { smoothing: 'rows', rows: 3 }, task: 'regression' },
  { step: 'targetEncode', columns: ['size'], task: 'multiclass' },
  { step: 'targetEncode', columns: ['size'], parameters: { timeAware: true } },
  { step: 'targetEncode', columns: ['size'], parameters: { timeAware: true, smoothing: 'rows' }, task: 'multiclass' },
  { step: 'nGrams', columns: ['size'], parameters: { minRows: 1 } },
  { step: 'nGrams', columns: ['size'], parameters: { unit: 'characters', longest: 3, weight: 'counts', features: 20 } },
  {
    step: 'nGrams',
    columns: ['size'],
    parameters: { unit: 'charactersInWords', shortest: 2, longest: 4, choose: 'telling', sublinear: true, norm: 'l1' },
  },
  {
    step: 'nGrams',
    columns: ['size'],
    parameters: { weight: 'binary', choose: 'telling', features: 2 },
    task: 'multiclass',
  },
  { step: 'hashNGrams', columns: ['size'], parameters: { buckets: 9, longest: 2 } },
  {
    step: 'hashNGrams',
    columns: ['size'],
    parameters: { unit: 'characters', shortest: 2, longest: 3, signed: false, norm: 'none' },
  },
  { step: 'textFacts', columns: ['size'] },
  { step: 'textFacts', columns: ['size'], parameters: { facts: ['spaces', 'meanWordLength'] } },
  { step: 'elapsed', columns: ['at'], parameters: { since: '1999-12-31', unit: 'years' } },
  { step: 'elapsed', columns: ['day', 'at'], parameters: { unit: 'hours' } },
  { step: 'lag', columns: [], parameters: { of: 'speed', time: 'day', by: ['size', 'night'] } },
  { step: 'lag', columns: [], parameters: { of: 'night', time: 'at', by: ['size'], back: 3, delay: 100.5 } },
  { step: 'rolling', columns: [], parameters: { of: 'speed', time: 'day', window: 900, statistics: allStatistics } },
  {
    step: 'rolling',
    columns: [],
    parameters: {
      of: 'count',
      time: 'at',
      by: ['night'],
      unit: 'weeks',
      window: 300,
      delay: 4,
      statistics: allStatistics,
    },
  },
  {
    step: 'rolling',
    columns: [],
    parameters: { time: 'at', by: ['size'], window: 365, statistics: ['count', 'sinceLast'] },
  },
  { step: 'interact', columns: ['speed', 'count', 'night'] },
  { step: 'interact', columns: ['speed', 'count'], parameters: { operation: 'ratio' } },
  { step: 'interact', columns: ['count', 'speed'], parameters: { operation: 'difference' } },
  { step: 'interact', columns: ['speed', 'count', 'night'], parameters: { operation: 'sum' } },
  {
    step: 'select',
    columns: { kinds: ['number', 'integer', 'boolean'] },
    before: [
      { step: 'oneHot', columns: ['size'], reason: 'columns to choose from' },
      { step: 'passThrough', columns: ['speed', 'count'], reason: 'columns to choose from' },
      { step: 'interact', columns: ['speed', 'count'], parameters: { operation: 'sum' }, reason: 'one like another' },
    ],
    parameters: { maxShare: 0.99, maxCorrelation: 0.95, best: 4 },
  },
  {
    step: 'select',
    columns: ['size', 'speed', 'night'],
    before: [{ step: 'categories', columns: ['size'], reason: 'codes to choose from' }],
    parameters: { best: 2 },
    task: 'multiclass',
  },
  {
    step: 'drop',
    columns: ['speed', 'size', 'day'],
    before: [{ step: 'passThrough', columns: ['speed', 'count'], reason: 'one to drop' }],
  },
  { step: 'oneHot', columns: ['size'] },
  { step: 'oneHot', columns: ['size'], parameters: { minCount: 5, maxLevels: 2, dropFirst: true } },
  { step: 'categories', columns: ['size'], parameters: { minCount: 5 } },
  { step: 'dateParts', columns: ['day', 'at'] },
  { step: 'dateParts', columns: ['day', 'at'], parameters: { parts: ['month', 'hour', 'day'], form: 'cycle' } },
  {
    step: 'dateParts',
    columns: ['day', 'at'],
    parameters: { parts: ['quarter', 'month', 'weekday', 'minute'], form: 'oneHot', missing: 'flag' },
  },
  { step: 'dateParts', columns: ['day'], parameters: { parts: ['year', 'quarter', 'day'], missing: 'zero' } },
  { step: 'dateParts', columns: ['day', 'at'], parameters: { parts: ['day', 'hour'], zone: 'Europe/Berlin' } },
  { step: 'expression', columns: [], parameters: { expression: "speed / count > 3 || size == 'groß'", name: 'fast' } },
  { step: 'expression', columns: [], parameters: { expression: 'speed / (count - 5)' } },
  {
    step: 'expression',
    columns: [],
    before: [{ step: 'impute', columns: ['size'], parameters: { strategy: 'constant' }, reason: 'filled first' }],
    parameters: { expression: "length in ['missing']", aliases: { length: 'size' } },
  },
];

/** The columns of the suite, with their kinds. */
export const caseKinds: Readonly<Record<string, ColumnKind>> = {
  at: 'instant',
  count: 'integer',
  day: 'date',
  night: 'boolean',
  size: 'text',
  speed: 'number',
};

/** Rows of every kind with gaps, rare levels, one wild value and dates before 1970. */
export function caseTable(rowCount = 300): Table {
  const index = Array.from({ length: rowCount }, (_, i) => i);
  const gaps = <T>(every: number, value: (i: number) => T): (T | null)[] =>
    index.map((i) => (i % every === 3 ? null : value(i)));
  return tableOf([
    numericColumn(
      'speed',
      'number',
      gaps(7, (i) => (i === 13 ? 1e9 : ((i * 37) % 101) / 4)),
    ),
    numericColumn(
      'count',
      'integer',
      index.map((i) => (i * 5) % 11),
    ),
    textColumn(
      'size',
      gaps(19, (i) => (i % 50 === 1 ? `rare ${i}` : i % 3 === 0 ? 'groß' : i % 5 === 0 ? '小さい 🐦' : 'mid')),
    ),
    numericColumn(
      'day',
      'date',
      gaps(29, (i) => i * 41 - 4000),
    ),
    numericColumn(
      'at',
      'instant',
      gaps(23, (i) => i * 7_777_777_777 - 9e11),
    ),
    numericColumn(
      'night',
      'boolean',
      gaps(10, (i) => i % 2),
    ),
  ]);
}

/** The plan of a case. */
export function casePlan({ step, columns, parameters = {}, before = [] }: StepCase): RecipePlan {
  return {
    for: 'logistic',
    steps: [...before, { step, columns, parameters, reason: 'the step of the case' }],
    dropped: [],
  };
}

/** What a case may look at besides its columns. */
export function caseFit({ task }: StepCase, rowCount: number): RecipeFit {
  const y = Float64Array.from({ length: rowCount }, (_, i) =>
    task === 'regression' ? ((i * 31) % 17) - 3.5 : task === 'multiclass' ? (i * 7) % 3 : Number((i * 13) % 29 > 17),
  );
  const target = { y, ...(task !== undefined && { task }), ...(task === 'multiclass' && { classCount: 3 }) };
  return { target, timeColumn: 'day', seed: 5 };
}
