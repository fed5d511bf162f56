import type { CheckContext, UnfitArgument } from '@tend/learn';
import { type Charter, type ColumnContract, type DataCheck, Problem } from '@tend/protocol';
import type { StoredTable } from '@tend/table';
import { type CharterPath, placeInCharter } from '../charter/place-in-charter.ts';
import type { Ports } from '../ports.ts';
import { type ContractCheck, checkContract } from './check-contract.ts';
import { checksOfContract } from './checks-of-contract.ts';

type Contract = Readonly<Record<string, ColumnContract>>;

/** What a taking is held to. */
export interface HeldTo {
  readonly data: Pick<Charter['data'], 'contract' | 'checks' | 'key'>;
  /** The terms that were proposed. */
  readonly reference: Contract;
  readonly context: CheckContext;
}

/**
 * Holds a taking to what a person wrote, and to what was proposed as far as nobody wrote otherwise. A proposal only warns,
 * also beside a term that blocks: nobody asked for it. TND-1001 where a check that a person wrote cannot be asked of
 * this table, unless a column that is gone or of another type explains it.
 */
export async function checkTaking(
  ports: Pick<Ports, 'sha256' | 'utf8' | 'files'>,
  table: StoredTable,
  { data, reference, context }: HeldTo,
): Promise<readonly ContractCheck[]> {
  const rest = Object.fromEntries(
    Object.entries(reference).map(([column, terms]) => [column, without(terms, data.contract[column])]),
  );
  const terms = checksOfContract(data.contract, table.schema);
  const proposed = checksOfContract(rest, table.schema).filter(
    ({ expect, ...check }) =>
      expect !== 'expect_column_to_exist' || !('column' in check) || data.contract[check.column] === undefined,
  );
  const all = [...terms, ...data.checks, ...proposed];
  const outcomes = await checkContract(ports, table, all, { ...context, keyColumn: data.key });
  const isBroken = outcomes.some(
    ({ severity, isMet, problem }) => severity === 'block' && !isMet && problem === undefined,
  );
  const wrong = outcomes.findIndex(({ problem }, i) => problem !== undefined && i < terms.length + data.checks.length);
  const [check, problem] = [all[wrong], outcomes[wrong]?.problem];
  if (!isBroken && check !== undefined && problem !== undefined)
    throw await cannotBeAsked(ports, check, problem, wrong - terms.length);
  // Of the terms of a column there is one of each kind; only a listed check is told from others by what it asks.
  return outcomes.map((outcome, i) =>
    i >= terms.length && i < terms.length + data.checks.length ? { ...outcome, key: outcome.id } : outcome,
  );
}

async function cannotBeAsked(
  ports: Pick<Ports, 'utf8' | 'files'>,
  check: DataCheck,
  problem: UnfitArgument,
  index: number,
): Promise<Problem> {
  const column = 'column' in check ? check.column : '';
  const path: CharterPath = index < 0 ? ['data', 'contract', column] : ['data', 'checks', index];
  const where = index < 0 ? `data.contract.${column}` : `data.checks[${index}]`;
  return new Problem('TND-1001', {
    message: `${where}: ${problem.argument} of ${check.expect} does not fit this data`,
    expected: problem.expected,
    came: problem.came,
    place: await placeInCharter(ports, path),
    next: [`correct ${where} in tend.yaml; docs/checks.md lists every check with its arguments`],
  });
}

function without(terms: ColumnContract, written: ColumnContract | undefined): ColumnContract {
  const own = Object.entries(terms).filter(([term]) => term === 'severity' || !Object.hasOwn(written ?? {}, term));
  return Object.fromEntries(own) as ColumnContract;
}
