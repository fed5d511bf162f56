import { formatNumber } from '@tend/protocol/number-format';
import { type InferredColumn, shownText } from '@tend/table';
import type { SeenFinding } from '../findings/index.ts';

/** Columns that are text because of few values, one finding each; of the column that names a person no value is quoted. */
export function almostFindings(
  columns: readonly InferredColumn[],
  keyColumn: string | undefined,
): readonly SeenFinding[] {
  return columns.flatMap((column): readonly SeenFinding[] => {
    const message = describeAlmost(column, column.name !== keyColumn);
    if (column.almost === undefined || message === undefined) return [];
    const { misfits, known, kind } = column.almost;
    const counts = { failing: misfits, total: known };
    return [{ kind: 'read as text', subject: column.name, severity: 'warn', message, cause: kind, ...counts }];
  });
}

/** Which few values make a column text, and what a person can do; undefined where it is no such column. */
export function describeAlmost({ name, almost }: InferredColumn, isQuoted: boolean): string | undefined {
  if (almost === undefined) return undefined;
  const { kind, misfits, known, text, row } = almost;
  const what = {
    number: 'number',
    integer: 'number',
    date: 'date',
    instant: 'date with a time',
    boolean: 'truth value',
  };
  const first = isQuoted ? `: ${misfits === 1 ? '' : 'first '}${shownText(text)} (row ${formatNumber(row + 1)})` : '';
  const are = misfits === 1 ? 'is' : 'are';
  return `"${name}" is read as text because ${formatNumber(misfits)} of ${formatNumber(known)} values ${are} no ${what[kind]}${first}; name it as missing (data.missing), set such rows aside (type: ${kind} in data.contract, and data.maxRejected), or keep the text`;
}
