import type { ColumnContract } from '@tend/protocol';
import { loadColumns, type StoredTable } from '@tend/table';
import { type ContractCheck, checkContract } from './check-contract.ts';

type Contract = Readonly<Record<string, ColumnContract>>;

/**
 * Holds a taking to what a person wrote, and to what was proposed as far as nobody wrote otherwise. A proposal only warns,
 * also beside a term that blocks: nobody asked for it.
 */
export async function checkTaking(
  table: StoredTable,
  written: Contract,
  reference: Contract,
): Promise<readonly ContractCheck[]> {
  const rest = Object.fromEntries(
    Object.entries(reference).map(([column, terms]) => [column, without(terms, written[column])]),
  );
  const proposed = (await checkColumns(table, rest)).filter(
    ({ column, check }) => written[column] === undefined || check !== 'expect_column_to_exist',
  );
  return [...(await checkColumns(table, written)), ...proposed];
}

/** The checks of a contract, with one column in memory at a time. */
async function checkColumns(table: StoredTable, contract: Contract): Promise<readonly ContractCheck[]> {
  const checks: ContractCheck[] = [];
  for (const [column, terms] of Object.entries(contract)) {
    const present = table.schema.filter(({ name }) => name === column).map(({ name }) => name);
    checks.push(...checkContract(await loadColumns(table, present), { [column]: terms }));
  }
  return checks;
}

function without(terms: ColumnContract, written: ColumnContract | undefined): ColumnContract {
  const own = Object.entries(terms).filter(([term]) => term === 'severity' || !Object.hasOwn(written ?? {}, term));
  return Object.fromEntries(own) as ColumnContract;
}
