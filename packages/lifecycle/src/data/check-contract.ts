import { type CheckContext, checkTable, type ExpectationResult, type UnfitArgument } from '@tend/learn';
import type { DataCheck } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import type { Ports } from '../ports.ts';
import { checkIdOf } from './check-id.ts';
import { askedBy, columnsOfCheck, observedBy } from './describe-check.ts';

/** One check held against a taking. Where Great Expectations has the check, it carries that name. */
export interface ContractCheck {
  /** The same check has the same id in every taking. */
  readonly id: string;
  /** Tells it from other checks of this name and column, where there may be any. */
  readonly key?: string;
  /** The columns it names, joined by a comma; `rows` where it names none. */
  readonly column: string;
  readonly check: DataCheck['expect'];
  readonly asked: string;
  readonly observed: string;
  readonly failingCount: number;
  /** Of the rows that were judged. */
  readonly failingShare: number;
  /** Up to five, counted from 0. */
  readonly firstFailingRows: readonly number[];
  readonly severity: 'block' | 'warn';
  readonly owner?: string;
  readonly isMet: boolean;
  /** Why it could not be asked of this table; then it is not met. */
  readonly problem?: UnfitArgument;
}

export interface ContractContext extends CheckContext {
  /** The column that names a person: no value of it is quoted. */
  readonly keyColumn?: string | undefined;
}

/** Holds all checks against a table, in their order; columns are loaded as the checks need them. */
export async function checkContract(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  table: StoredTable,
  checks: readonly DataCheck[],
  { keyColumn, ...context }: ContractContext,
): Promise<readonly ContractCheck[]> {
  const results = await checkTable(table, checks, context);
  return checks.flatMap((check, i) => {
    const result = results[i];
    return result === undefined ? [] : [outcomeOf(checkIdOf(ports, check), check, result, keyColumn)];
  });
}

function outcomeOf(
  id: string,
  check: DataCheck,
  result: ExpectationResult,
  keyColumn: string | undefined,
): ContractCheck {
  const { failingCount, judged } = failing(check, result);
  return {
    id,
    column: columnsOfCheck(check).join(', ') || 'rows',
    check: check.expect,
    asked: askedBy(check),
    observed: observedBy(check, result, keyColumn),
    failingCount,
    failingShare: judged === 0 ? 0 : failingCount / judged,
    firstFailingRows: result.partialUnexpectedList.slice(0, 5).map(({ row }) => row),
    severity: check.severity,
    ...(check.owner !== undefined && { owner: check.owner }),
    isMet: result.isMet,
    ...(result.problem !== undefined && { problem: result.problem }),
  };
}

/** How many rows fail, of how many: a check of a whole column fails in all of them, one of presence in those without a value. */
function failing(check: DataCheck, result: ExpectationResult): { failingCount: number; judged: number } {
  const { elementCount, missingCount, unexpectedCount, isMet } = result;
  if (check.expect === 'expect_column_proportion_of_non_null_values_to_be_between')
    return { failingCount: missingCount, judged: elementCount };
  if (result.observedValue !== null || result.problem !== undefined || result.unexpectedPercent === null)
    return { failingCount: isMet ? 0 : elementCount, judged: elementCount };
  return { failingCount: unexpectedCount, judged: elementCount - missingCount };
}
