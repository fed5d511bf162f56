import type { Stage } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { findingId } from './finding-id.ts';
import { isWorse } from './is-worse.ts';
import type { SeenFinding } from './seen-finding.ts';

/** A finding that a person accepted for a time. */
export interface WaivedFinding {
  readonly id: string;
  readonly stage: string;
  readonly person: string;
  readonly reason: string;
  /** Epoch milliseconds, exclusive. */
  readonly until: number;
  /** What was accepted. */
  readonly accepted: Pick<Tables['finding'], 'cause' | 'severity' | 'failing' | 'total'>;
}

/** The waivers of findings that are live at `now`, by the finding's id (`findingId`). */
export async function waivedFindings(reader: Reader, now: number): Promise<ReadonlyMap<string, WaivedFinding>> {
  const rows = await reader.from('finding').find({ state: 'waived' });
  return new Map(
    rows.flatMap(({ id, stage, person, reason, waivedUntil, cause, severity, failing, total }) =>
      waivedUntil === null || waivedUntil <= now
        ? []
        : [
            [
              id,
              {
                id,
                stage,
                person: person ?? '',
                reason: reason ?? '',
                until: waivedUntil,
                accepted: { cause, severity, failing, total },
              },
            ] as const,
          ],
    ),
  );
}

/**
 * The live waiver that covers a finding as a stage sees it now: none covers one that has become worse than what was
 * accepted. A stage lets pass what is covered.
 */
export function coveringWaiver(
  ports: Pick<Ports, 'sha256' | 'utf8'>,
  waived: ReadonlyMap<string, WaivedFinding>,
  stage: Stage,
  seen: SeenFinding,
): WaivedFinding | undefined {
  const waiver = waived.get(findingId(ports, stage, seen));
  return waiver !== undefined && !isWorse(extentOf(seen), waiver.accepted) ? waiver : undefined;
}

/** How bad a finding is as it was seen. */
export function extentOf(seen: SeenFinding): WaivedFinding['accepted'] {
  const { cause = '', severity, failing = null, total = null } = seen;
  return { cause, severity, failing, total };
}
