import type { ColumnDrift } from '@tend/learn';
import type { Charter } from '@tend/protocol';
import { parseDate } from '@tend/table';
import type { Deps } from '../ports.ts';
import { describeDrift, type Look } from './look.ts';

export interface RaisedAlarm {
  readonly kind: 'unitChange' | 'drift' | 'quality' | 'waiverExpired';
  readonly subject: string;
  readonly message: string;
  readonly windowStart: number | null;
}

const dayMs = 86_400_000;

/** The alarms of one window: columns that drifted (with the likely factor of a change of unit) and live criteria that fail. */
export function alarmsOf({ summary, drifts, live }: Look, charter: Charter): readonly RaisedAlarm[] {
  const windowStart = (parseDate(summary.from) ?? 0) * dayMs;
  const span = `${summary.from} to ${summary.until}`;
  const ofDrift = drifts.map(
    (drift): RaisedAlarm => ({
      kind: isUnitChange(drift) ? 'unitChange' : 'drift',
      subject: drift.column,
      message: `${drift.column}, ${span}: ${describeDrift(drift)}`,
      windowStart,
    }),
  );
  const failing = live.filter(({ verdict }) => verdict === 'fail');
  const ofQuality = failing.map(
    ({ id, measure, asked, got }): RaisedAlarm => ({
      kind: 'quality',
      subject: id,
      message: `${measure}, ${span}: asked ${asked}, got ${got}`,
      windowStart,
    }),
  );
  return charter.criteria.length === 0 ? ofDrift : [...ofQuality, ...ofDrift];
}

/** One multiplication explains the shift, and it is that of a known conversion of units. */
function isUnitChange(drift: ColumnDrift): boolean {
  return drift.likelyFactor?.conversion !== undefined;
}

/** Waivers of the serving version that ran out: they stop no traffic, and no new promotion leans on them. */
export async function expiredWaivers(deps: Deps): Promise<readonly RaisedAlarm[]> {
  return deps.store.read(async (reader) => {
    const serving = await reader.from('deployment').first({ state: 'serving' }, { descending: true });
    if (!serving) return [];
    const waivers = await reader.from('waiver').find({ versionDigest: serving.versionDigest });
    const now = deps.clock.now();
    const live = new Set(waivers.filter(({ expiresAt }) => expiresAt > now).map(({ criterion }) => criterion));
    return waivers
      .filter(({ expiresAt, criterion }) => expiresAt <= now && !live.has(criterion))
      .map(
        ({ id, criterion, person }): RaisedAlarm => ({
          kind: 'waiverExpired',
          subject: `${criterion}/${id}`,
          message: `the waiver of ${criterion} by ${person} for ${serving.modelName}@v${serving.versionNumber} has expired; it goes on serving`,
          windowStart: null,
        }),
      );
  });
}
