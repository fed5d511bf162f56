import { formatCount, formatNumber } from '@tend/protocol/number-format';
import { findingsOfJoins, type JoinOutcome } from '../as-of/index.ts';
import type { SeenFinding } from '../findings/index.ts';
import type { ContractCheck } from './check-contract.ts';
import type { Fault } from './faults/fault.ts';

export interface Taken {
  readonly checks: readonly ContractCheck[];
  readonly faults: readonly Fault[];
  readonly rowCount: number;
  readonly rejectedCount: number;
  readonly joins: readonly JoinOutcome[];
  /** Columns that are text because of few values. */
  readonly almost: readonly SeenFinding[];
  /** The taking's record; absent where it was refused. */
  readonly record?: string;
}

/** What a person should know of a taking: checks that fail, faults of the data, rows that were set aside. */
export function findingsOfTaking({
  checks,
  faults,
  rowCount,
  rejectedCount,
  joins,
  almost,
  record,
}: Taken): readonly SeenFinding[] {
  const link = record === undefined ? {} : { record };
  const rejected: readonly SeenFinding[] =
    rejectedCount === 0
      ? []
      : [
          {
            kind: 'rejected rows',
            subject: 'rows',
            severity: 'warn',
            message: `${formatCount(rejectedCount, 'row')} of ${formatNumber(rowCount + rejectedCount)} misfit and ${rejectedCount === 1 ? 'was' : 'were'} set aside`,
            failing: rejectedCount,
            total: rowCount + rejectedCount,
          },
        ];
  return [
    ...checks.filter(({ isMet }) => !isMet).map(findingOfCheck),
    ...rejected,
    ...almost,
    ...findingsOfJoins(joins),
    ...faults.map(
      ({ kind, subject, message, count, severity }): SeenFinding => ({
        kind,
        subject,
        severity,
        message,
        failing: count,
        total: rowCount,
      }),
    ),
  ].map((finding) => ({ ...finding, ...link }));
}

/** A failed check as a finding: what it asked is its cause, so a waiver covers these terms and no others. */
export function findingOfCheck(check: ContractCheck): SeenFinding {
  const { column, asked, observed, severity, failingCount, failingShare, key, owner } = check;
  return {
    kind: check.check,
    subject: column,
    ...(key !== undefined && { key }),
    ...(owner !== undefined && { owner }),
    severity,
    message: `"${column}", ${check.check}: asked is ${asked}, observed ${observed}`,
    cause: asked,
    ...(failingShare > 0 && { failing: failingCount, total: Math.round(failingCount / failingShare) }),
  };
}
