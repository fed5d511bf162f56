import type { BenchTask } from './bench-set.ts';
import type { TextTable } from './text-table.ts';

/** Where a set comes from, which of its columns explain, and what is learnt. */
export interface RealSet {
  readonly file: string;
  readonly task: BenchTask;
  readonly numeric: readonly string[];
  readonly categorical: readonly string[];
  /** One a row; rows of NaN are left out. */
  target(table: TextTable): Float64Array;
}

const flights = {
  file: 'houston_flights_2011.csv.gz',
  numeric: ['Month', 'DayofMonth', 'DayOfWeek', 'DepTime', 'FlightNum', 'Distance', 'TaxiOut'],
  categorical: ['UniqueCarrier', 'Origin', 'Dest'],
};
const arrivalDelay = (table: TextTable): Float64Array => Float64Array.from(table.column('ArrDelay'), numberIn);

/** The sets of `../shared/datasets` that are measured, by name. */
export const realSets: Readonly<Record<string, RealSet>> = {
  /** Does a flight that was flown arrive more than 15 minutes late, from what is known when it leaves the ground? */
  flights: {
    ...flights,
    task: 'binary',
    target: (table) => arrivalDelay(table).map((minutes) => (Number.isNaN(minutes) ? minutes : minutes > 15 ? 1 : 0)),
  },
  'flight-delay': { ...flights, task: 'regression', target: arrivalDelay },
  /** Is the income above 50,000? */
  adult: {
    file: 'adult.csv.gz',
    task: 'binary',
    numeric: ['age', 'education_num', 'capital_gain', 'capital_loss', 'hours_per_week'],
    categorical: [
      ...['workclass', 'education', 'marital_status', 'occupation'],
      ...['relationship', 'race', 'sex', 'native_country'],
    ],
    target: (table) => Float64Array.from(table.column('income'), (income) => (income === '>50K' ? 1 : 0)),
  },
  california: {
    file: 'california_housing.csv',
    task: 'regression',
    numeric: [
      ...['longitude', 'latitude', 'housing_median_age', 'total_rooms', 'total_bedrooms'],
      ...['population', 'households', 'median_income'],
    ],
    categorical: ['ocean_proximity'],
    target: (table) => Float64Array.from(table.column('median_house_value'), numberIn),
  },
  diamonds: {
    file: 'diamonds.csv',
    task: 'regression',
    numeric: ['carat', 'depth', 'table', 'x', 'y', 'z'],
    categorical: ['cut', 'color', 'clarity'],
    target: (table) => Float64Array.from(table.column('price'), numberIn),
  },
  'dry-bean': {
    file: 'dry_bean.csv',
    task: 'multiclass',
    numeric: [
      ...['Area', 'Perimeter', 'MajorAxisLength', 'MinorAxisLength', 'AspectRation', 'Eccentricity', 'ConvexArea'],
      ...['EquivDiameter', 'Extent', 'Solidity', 'roundness', 'Compactness'],
      ...['ShapeFactor1', 'ShapeFactor2', 'ShapeFactor3', 'ShapeFactor4'],
    ],
    categorical: [],
    target: (table) => {
      const cells = table.column('Class');
      const classes = [...new Set(cells)].sort();
      return Float64Array.from(cells, (cell) => classes.indexOf(cell));
    },
  },
};

/** The number in a cell; NaN for an empty one. */
export function numberIn(cell: string): number {
  return cell === '' ? Number.NaN : Number(cell);
}
