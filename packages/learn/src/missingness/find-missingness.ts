import { type Interval, wilsonInterval } from '@tend/kernels';
import type { Table } from '@tend/table';
import type { LeakTarget } from '../explore/leak-target.ts';
import { type BinnedColumn, binColumns } from '../row-patterns/bin-columns.ts';
import { searchedRows } from '../row-patterns/searched-rows.ts';
import type { Periods } from '../time-behaviour/periods.ts';
import { type CoMissingness, coMissing } from './co-missing.ts';
import { type MissingBlock, missingBlock } from './missing-block.ts';
import { missingFlags } from './missing-flags.ts';
import { type MissingMechanism, missingMechanisms } from './missing-mechanism.ts';
import { type MissingOverTime, type MissingPeriods, missingOverTime, missingPeriods } from './missing-over-time.ts';
import { type MissingPatterns, missingPatterns } from './missing-patterns.ts';

/** Where cells are missing, and what that goes with: aggregates of the rows. */
export interface Missingness extends MissingPatterns {
  readonly n: number;
  readonly missingCells: number;
  readonly cells: number;
  /** Those in which something is missing, in the order of the table. */
  readonly columns: readonly MissingColumn[];
  readonly coMissing: CoMissingness;
  /** Where the rows have times. */
  readonly periods?: MissingPeriods;
}

/** The interval is Wilson's at 95%. */
export interface MissingColumn extends Interval {
  readonly column: string;
  readonly missing: number;
  readonly share: number;
  readonly mechanism: MissingMechanism;
  readonly block?: MissingBlock;
  readonly overTime?: MissingOverTime;
}

export interface MissingnessOptions {
  readonly columns: readonly string[];
  readonly target?: LeakTarget;
  readonly periods?: Periods;
  /** `binColumns` of the same rows and columns, where all rows are searched and it is there already. */
  readonly binned?: readonly BinnedColumn[];
}

/** Patterns, co-missingness and mechanism of the missing cells of these rows. RangeError for an unknown column. */
export function findMissingness(table: Table, rows: Int32Array, options: MissingnessOptions): Missingness {
  const { columns, target, periods } = options;
  const n = rows.length;
  const flags = missingFlags(table, rows, columns);
  const searched = searchedRows(rows, columns.length);
  const isWhole = searched.length === n;
  const mechanisms =
    flags.length === 0
      ? []
      : missingMechanisms({
          flags: isWhole ? flags : missingFlags(table, searched, columns),
          binned: (isWhole ? options.binned : undefined) ?? binColumns(table, searched, columns),
          rows: searched,
          ...(target === undefined ? {} : { target }),
        });
  return {
    n,
    missingCells: flags.reduce((sum, { missing }) => sum + missing, 0),
    cells: n * columns.length,
    ...missingPatterns(flags, n),
    columns: flags.map((flag): MissingColumn => {
      const { column, missing } = flag;
      const block = missingBlock(flag, n);
      const mechanism = mechanisms.find((one) => one.column === column) ?? { column, verdict: 'tooFew', tried: 0, n };
      return {
        column,
        missing,
        share: missing / n,
        ...wilsonInterval(missing, n, 0.95),
        mechanism,
        ...(block === undefined ? {} : { block }),
        ...(periods === undefined || periods.column === column ? {} : { overTime: missingOverTime(flag, periods) }),
      };
    }),
    coMissing: coMissing(flags, n),
    ...(periods === undefined ? {} : { periods: missingPeriods(periods) }),
  };
}
