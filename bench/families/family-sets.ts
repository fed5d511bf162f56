/** A table, what is asked of it, and what may not be learned from. */
export interface FamilySet {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly positive?: string;
  /** Columns that are no features: what is only known afterwards, sampling weights, row numbers. */
  readonly without: readonly string[];
}

export const familySets: readonly FamilySet[] = [
  { name: 'adult', file: 'adult.csv.gz', target: 'income', positive: '>50K', without: ['fnlwgt'] },
  { name: 'telco', file: 'telco_churn.csv', target: 'Churn', positive: 'Yes', without: ['customerID'] },
  { name: 'bank', file: 'bank_marketing.csv.gz', target: 'y', positive: 'yes', without: ['duration'] },
  { name: 'dry-bean', file: 'dry_bean.csv', target: 'Class', without: [] },
  { name: 'california', file: 'california_housing.csv', target: 'median_house_value', without: [] },
  { name: 'diamonds', file: 'diamonds.csv', target: 'price', without: [] },
  {
    name: 'bike',
    file: 'bike_sharing_hour.csv',
    target: 'cnt',
    without: ['instant', 'dteday', 'casual', 'registered'],
  },
];
