import type { ColumnContract } from '@tend/protocol';
import type { Table } from '@tend/table';
import { type ContractCheck, checkContract } from './check-contract.ts';

type Contract = Readonly<Record<string, ColumnContract>>;

/**
 * Holds a taking to what a person wrote, and to what was proposed as far as nobody wrote otherwise. A proposal only warns,
 * also beside a term that blocks: nobody asked for it.
 */
export function checkTaking(table: Table, written: Contract, reference: Contract): readonly ContractCheck[] {
  const rest = Object.fromEntries(
    Object.entries(reference).map(([column, terms]) => [column, without(terms, written[column])]),
  );
  const proposed = checkContract(table, rest).filter(
    ({ column, check }) => written[column] === undefined || check !== 'expect_column_to_exist',
  );
  return [...checkContract(table, written), ...proposed];
}

function without(terms: ColumnContract, written: ColumnContract | undefined): ColumnContract {
  const own = Object.entries(terms).filter(([term]) => term === 'severity' || !Object.hasOwn(written ?? {}, term));
  return Object.fromEntries(own) as ColumnContract;
}
