import type { ColumnContract } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { canonicalJson, type InferredColumn } from '@tend/table';
import type { CheckOutcome, ContractBody } from './records.ts';

type Contract = Readonly<Record<string, ColumnContract>>;

/** Why a column is read as it is: what its values say, and whether the charter says the same or overrules them. */
export function describeReading({ name, reason, otherwise }: InferredColumn, written: Contract): string {
  if (!Object.hasOwn(written, name) || written[name]?.type === undefined)
    return otherwise === undefined ? reason : `as accepted before; by its values it would be ${otherwise}`;
  if (otherwise === undefined) return `${reason}, as tend.yaml says`;
  return `tend.yaml says so; by its values it would be ${otherwise}`;
}

const termsOfCheck: Readonly<Record<string, readonly (keyof ColumnContract)[]>> = {
  expect_column_proportion_of_non_null_values_to_be_between: ['missingAtMost'],
  expect_column_values_to_be_unique: ['unique'],
  expect_column_values_to_be_between: ['min', 'max'],
  expect_column_values_to_be_in_set: ['values'],
};

/**
 * Why terms that were proposed from this very source fail on it: only its training rows proposed them. Undefined where the
 * contract is from an earlier taking, or no such term fails.
 */
export function describeTermsOfTraining(
  contract: Pick<ContractBody, 'inputs' | 'reference' | 'written'>,
  checks: readonly CheckOutcome[],
): string | undefined {
  if (contract.inputs.heldTo !== null) return undefined;
  const failing = checks.filter(({ isMet, column, check }) => {
    const terms = termsOfCheck[check];
    const [proposed, written] = [contract.reference[column], contract.written[column]];
    if (isMet || terms === undefined || proposed === undefined) return false;
    return terms.every(
      (term) =>
        canonicalJson(written?.[term] ?? null) === canonicalJson(proposed[term] ?? null) ||
        written?.[term] === undefined,
    );
  });
  if (failing.length === 0) return undefined;
  const them = failing.length === 1 ? 'it' : 'them';
  return `${formatCount(failing.length, 'term')} proposed from the training rows alone ${failing.length === 1 ? 'fails' : 'fail'} on the other rows of this source, which are held to ${them} as new data will be: see whether those rows are wrong, or widen ${them} under data.contract`;
}
