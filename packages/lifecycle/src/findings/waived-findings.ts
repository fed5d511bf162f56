import type { Reader } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
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

/** Whether a live waiver covers a finding as it is now: nothing covers one that has become worse. */
export function isCovered(waived: WaivedFinding | undefined, seen: SeenFinding): boolean {
  return waived !== undefined && !isWorse(extentOf(seen), waived.accepted);
}

/** How bad a finding is as it was seen. */
export function extentOf(seen: SeenFinding): WaivedFinding['accepted'] {
  const { cause = '', severity, failing = null, total = null } = seen;
  return { cause, severity, failing, total };
}
