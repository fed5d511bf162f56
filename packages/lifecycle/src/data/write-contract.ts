import { checkTable, type Expectation, type ExpectationResult } from '@tend/learn';
import type { ColumnContract } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import type { ColumnSchema, StoredTable } from '@tend/table';
import { yamlFlow, yamlText } from '../charter/yaml-text.ts';
import { calendarSpan } from './code-span.ts';
import type { ContractBody } from './records.ts';

/**
 * The contract in force as YAML that can stand in `tend.yaml`: what a person wrote as it is, proposed terms with what was
 * observed in the accepted snapshot and why they are as they are.
 */
export async function writeContract(body: ContractBody, accepted: StoredTable): Promise<readonly string[]> {
  const lines = ['data:', '  contract:'];
  for (const column of body.schema) {
    const { name } = column;
    const [written, proposed] = [body.written[name], body.reference[name]];
    if (written !== undefined) lines.push('    # written in tend.yaml', `    ${yamlText(name)}: ${yamlFlow(written)}`);
    else if (proposed !== undefined) {
      for (const reason of await reasonsFor(column, proposed, accepted)) lines.push(`    # ${reason}`);
      lines.push(`    ${yamlText(name)}: ${yamlFlow(proposed)}`);
    }
  }
  return lines;
}

/** One line for each proposed term. */
async function reasonsFor(
  { name, kind }: ColumnSchema,
  terms: ColumnContract,
  accepted: StoredTable,
): Promise<readonly string[]> {
  if (!accepted.schema.some((column) => column.name === name && column.kind === kind)) return ['proposed'];
  const asked: readonly Expectation[] = [
    { expect: 'expect_column_proportion_of_non_null_values_to_be_between', column: name, min_value: 0 },
    { expect: 'expect_column_unique_value_count_to_be_between', column: name, min_value: 0 },
    { expect: 'expect_column_min_to_be_between', column: name },
    { expect: 'expect_column_max_to_be_between', column: name },
  ];
  const [missing, distinct, low, high] = await checkTable(accepted, asked, { now: 0 });
  const seen = (result: ExpectationResult | undefined) => {
    const value = result?.observedValue;
    return typeof value === 'number' ? formatNumber(value) : String(value);
  };
  const reasons: (string | false)[] = [
    `type ${terms.type}: how all values were read`,
    terms.missingAtMost !== undefined &&
      `missingAtMost ${terms.missingAtMost}: ${formatNumber(missing?.missingCount ?? 0)} of ${formatNumber(missing?.elementCount ?? 0)} missing; the upper end of the 99.9% interval, at least one point more`,
    terms.unique === true && `unique: ${seen(distinct)} different values, as many as rows`,
    (terms.min !== undefined || terms.max !== undefined) &&
      `min ${terms.min}, max ${terms.max}: seen ${seen(low)} to ${seen(high)}; ${slackOf(name, terms, low, high)}`,
    terms.values !== undefined && `values: ${seen(distinct)} different values, each at least 20 times on average`,
  ];
  return reasons.filter((reason) => reason !== false);
}

/** How the proposed ends of a range follow from those seen. */
function slackOf(
  name: string,
  { min, max }: ColumnContract,
  low: ExpectationResult | undefined,
  high: ExpectationResult | undefined,
): string {
  const [seenLow, seenHigh] = [Number(low?.observedValue), Number(high?.observedValue)];
  const span = calendarSpan(name, seenLow, seenHigh);
  if (span !== undefined && span.min === min && span.max === max) return span.because;
  return min === seenLow && max === seenHigh ? 'as seen, without slack' : 'a tenth wider on both sides';
}
