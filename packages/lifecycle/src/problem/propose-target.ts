import { quantile, sortedPresent } from '@tend/kernels';
import { Problem } from '@tend/protocol';
import type { Column, TextColumn } from '@tend/table';
import { nameInExpression } from './aliases.ts';

export interface ProposedTarget {
  readonly expression: string;
  readonly reason: string;
}

/**
 * A yes-or-no question about a column: its rarer value of two, everything but its most frequent value, or its top
 * quarter. TND-1202 where a column has one value or none.
 */
export function proposeTarget(column: Column, aliases: Readonly<Record<string, string>>): ProposedTarget {
  const name = nameInExpression(column.name, aliases);
  return column.kind === 'text' ? ofText(column, name) : ofNumbers(column.name, column.kind, column.values, name);
}

function ofText(column: TextColumn, name: string): ProposedTarget {
  const counts = new Array<number>(column.dictionary.length).fill(0);
  for (const code of column.codes) if (code >= 0) counts[code] = (counts[code] ?? 0) + 1;
  const levels = column.dictionary
    .map((level, code) => ({ level, count: counts[code] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const [first, second] = levels;
  if (!first || !second) throw constant(column.name, first?.level);
  if (levels.length > column.codes.length / 2)
    throw new Problem('TND-1202', {
      message: `${column.name} has ${levels.length} different texts and cannot be a target`,
      expected: 'a column with few values, or a number',
      came: `${levels.length} texts in ${column.codes.length} rows`,
      next: ['choose another column with --target'],
    });
  if (levels.length === 2)
    return {
      expression: `${name} == ${quote(second.level)}`,
      reason: `positive is the rarer of two values, ${second.level}`,
    };
  return {
    expression: `${name} != ${quote(first.level)}`,
    reason: `${levels.length} values; positive is everything but the most frequent, ${first.level}: change it to the question you ask`,
  };
}

function ofNumbers(column: string, kind: string, values: Float64Array, name: string): ProposedTarget {
  const sorted = sortedPresent(values);
  const distinct = new Set(sorted);
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (distinct.size < 2) throw constant(column, sorted.length === 0 ? undefined : String(low));
  if (kind === 'boolean') return { expression: `${name} == true`, reason: 'positive is true' };
  if (kind === 'date' || kind === 'instant')
    throw new Problem('TND-1202', {
      message: `${column} holds times and cannot be a target`,
      expected: 'a column with an outcome',
      came: `a column of type ${kind}`,
      next: ['choose another column with --target'],
    });
  if (distinct.size === 2) {
    const positives = sorted.filter((value) => value === high).length;
    const isHigh = (low === 0 && high === 1) || positives <= sorted.length / 2;
    return {
      expression: `${name} == ${isHigh ? high : low}`,
      reason: `positive is ${isHigh ? high : low}, of ${low} and ${high}`,
    };
  }
  const cut = quantile(sorted, 0.75);
  const threshold = cut < high ? cut : quantile(sorted, 0.5);
  return {
    expression: `${name} > ${threshold}`,
    reason: `a number; Tend answers yes-or-no questions so far, so positive is its top quarter: change it to the question you ask`,
  };
}

function constant(column: string, value: string | undefined): Problem {
  return new Problem('TND-1202', {
    message: value === undefined ? `${column} has no value at all` : `${column} is ${value} in every row`,
    expected: 'a target with at least two different values',
    came: value === undefined ? 'only missing values' : 'one value',
    next: ['choose another column with --target'],
  });
}

/** A text as a literal of the expression language. */
export function quote(text: string): string {
  return `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')}'`;
}
