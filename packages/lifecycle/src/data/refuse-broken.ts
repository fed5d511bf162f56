import { Problem } from '@tend/protocol';
import { formatNumber } from '@tend/protocol/number-format';
import { change } from '../audit/change.ts';
import {
  coveringWaiver,
  findingId,
  trackFindings,
  type WaivedFinding,
  waiveFindingCommand,
} from '../findings/index.ts';
import type { Deps } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import type { ContractCheck } from './check-contract.ts';
import type { CheckWaiver } from './records.ts';
import { findingOfCheck, findingsOfTaking, type Taken } from './taking-findings.ts';

type WaivedFindings = ReadonlyMap<string, WaivedFinding>;

/** The live waivers that let a taking pass although a blocking check fails. */
export function waiversOfChecks(
  deps: Deps,
  checks: readonly ContractCheck[],
  waived: WaivedFindings,
): readonly CheckWaiver[] {
  return blockingOf(checks).flatMap((check): CheckWaiver[] => {
    const waiver = coveringWaiver(deps, waived, 'data', findingOfCheck(check));
    if (waiver === undefined) return [];
    const { id, person, reason, until } = waiver;
    const { column } = check;
    return [{ finding: id, column, check: check.check, person, reason, until: isoInstant(until - 1).slice(0, 10) }];
  });
}

/**
 * TND-1203 where a blocking check fails that no waiver covers. The findings are kept, in a change of their own: a person
 * can look at them and waive them. Nothing else of the taking is.
 */
export async function refuseBroken(
  deps: Deps,
  source: string,
  taken: Omit<Taken, 'record'>,
  waived: WaivedFindings,
): Promise<void> {
  const isUncovered = (check: ContractCheck) =>
    coveringWaiver(deps, waived, 'data', findingOfCheck(check)) === undefined;
  const broken = blockingOf(taken.checks).filter(isUncovered);
  const [worst] = broken;
  if (!worst) return;
  const findings = broken.map((check) => findingId(deps, 'data', findingOfCheck(check)));
  await change(deps, { action: 'taking refused', subject: source, facts: { findings } }, (transaction) =>
    trackFindings(deps, transaction, 'data', findingsOfTaking(taken)),
  );
  const rows = worst.firstFailingRows.map((row) => formatNumber(row + 1)).join(', ');
  const [id = ''] = findings;
  throw new Problem('TND-1203', {
    message: `${source} breaks its contract: ${worst.column}, ${worst.check}${broken.length > 1 ? ` (and ${broken.length - 1} more)` : ''}`,
    expected: worst.asked,
    came: `${worst.observed}${rows === '' ? '' : `, first in row ${rows}`}`,
    next: [
      'correct the source, or change the terms under data.contract in tend.yaml if the world has changed',
      'then run: npx --no-install tend run',
      `or someone entitled to approve accepts it: ${waiveFindingCommand(id)}`,
    ],
    facts: { column: worst.column, check: worst.check, failing: worst.failingCount, finding: id },
  });
}

function blockingOf(checks: readonly ContractCheck[]): readonly ContractCheck[] {
  return checks.filter(({ severity, isMet }) => severity === 'block' && !isMet);
}
