import { columnOf, type Table } from '@tend/table';
import { answersOf } from './csv-table.cases.ts';
import { type LeakTarget, leakTargetOf } from './leak-target.ts';

/** A question asked of one of the shared data sets: a column as it stands, or a condition over columns. */
export interface LeakQuestion {
  readonly file: string;
  readonly delimiter?: string;
  readonly missing?: readonly string[];
  readonly ask: { readonly column: string } | { readonly condition: string; readonly sources: readonly string[] };
}

/** The name under which the reference lists it. */
export function questionName({ file, ask }: LeakQuestion): string {
  return `${file}: ${'column' in ask ? ask.column : ask.condition}`;
}

export function targetOf(table: Table, { ask }: LeakQuestion): LeakTarget {
  if ('column' in ask) return leakTargetOf(columnOf(table, ask.column));
  return { type: 'binary', y: answersOf(table, ask.condition) };
}

export function sourcesOf({ ask }: LeakQuestion): readonly string[] {
  return 'column' in ask ? [ask.column] : ask.sources;
}

const semicolons = { delimiter: ';' } as const;

/** All targets that the sets' own description names. */
export const leakQuestions: readonly LeakQuestion[] = [
  { file: 'adult.csv', missing: ['', '?'], ask: { condition: "income == '>50K'", sources: ['income'] } },
  { file: 'german_credit.csv', ask: { condition: 'row["default"] == 2', sources: ['default'] } },
  { file: 'telco_churn.csv', ask: { condition: "Churn == 'Yes'", sources: ['Churn'] } },
  { file: 'bank_marketing.csv', ...semicolons, ask: { condition: "y == 'yes'", sources: ['y'] } },
  { file: 'california_housing.csv', ask: { column: 'median_house_value' } },
  {
    file: 'california_housing.csv',
    ask: { condition: 'median_house_value > 179700', sources: ['median_house_value'] },
  },
  { file: 'diamonds.csv', ask: { column: 'price' } },
  { file: 'diamonds.csv', ask: { condition: 'price > 9821', sources: ['price'] } },
  { file: 'diamonds.csv', ask: { column: 'cut' } },
  { file: 'bike_sharing_hour.csv', ask: { column: 'cnt' } },
  { file: 'bike_sharing_hour.csv', ask: { condition: 'cnt > 200', sources: ['cnt'] } },
  { file: 'bike_sharing_hour.csv', ask: { condition: 'cnt > 451', sources: ['cnt'] } },
  { file: 'sms_spam.csv', ask: { condition: "type == 'spam'", sources: ['type'] } },
  { file: 'bird_strikes.csv', ask: { column: 'effect' } },
  { file: 'bird_strikes.csv', ask: { condition: "effect != 'None'", sources: ['effect'] } },
  { file: 'bird_strikes.csv', ask: { column: 'phase_of_flt' } },
  { file: 'dry_bean.csv', ask: { column: 'Class' } },
  { file: 'dry_bean.csv', ask: { condition: "Class == 'BOMBAY'", sources: ['Class'] } },
  { file: 'dry_bean_european_format.csv', ...semicolons, ask: { column: 'Class' } },
  { file: 'vic_electricity.csv', ask: { column: 'Demand' } },
  { file: 'vic_electricity.csv', ask: { condition: 'Demand > 5500', sources: ['Demand'] } },
  { file: 'houston_flights_2011.csv', ask: { condition: 'Cancelled == 1', sources: ['Cancelled'] } },
  { file: 'houston_flights_2011.csv', ask: { column: 'ArrDelay' } },
  { file: 'houston_flights_2011.csv', ask: { condition: 'ArrDelay > 15', sources: ['ArrDelay'] } },
];
