import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import { type AsOfMatches, asOfOutcomes } from '@tend/table';
import type { SeenFinding } from '../findings/index.ts';

/** What a join as of the event time found, as the taking keeps it. Ages are in milliseconds, null where nothing matched. */
export interface JoinOutcome {
  readonly source: string;
  readonly fileDigest: string;
  readonly columns: readonly string[];
  readonly ttl: string | null;
  readonly cutoff: boolean;
  /** Rows of the source that misfit and were set aside. */
  readonly rejectedRows: number;
  readonly rows: number;
  readonly matched: number;
  readonly withoutKeyOrTime: number;
  readonly unknownEntity: number;
  readonly nothingYet: number;
  readonly expired: number;
  /** Rows that a join without the cutoff would have given a value that was created after their event. */
  readonly passedOver: number;
  readonly medianAgeMs: number | null;
  /** 99% of the matched values are at most this old. */
  readonly age99Ms: number | null;
}

/** Counts what became of each event. Times are in epoch milliseconds. */
export function outcomeOfJoin(
  named: Pick<JoinOutcome, 'source' | 'fileDigest' | 'columns' | 'ttl' | 'cutoff' | 'rejectedRows'>,
  { rows, outcomes, passedOver }: AsOfMatches,
  times: { readonly events: Float64Array; readonly features: Float64Array },
): JoinOutcome {
  const counts = new Map(asOfOutcomes.map((outcome) => [outcome, 0]));
  for (const code of outcomes) {
    const outcome = asOfOutcomes[code] ?? 'matched';
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const matched = counts.get('matched') ?? 0;
  const ages = new Float64Array(matched);
  let at = 0;
  for (const [event, row] of rows.entries())
    if (row >= 0) ages[at++] = (times.events[event] ?? 0) - (times.features[row] ?? 0);
  ages.sort();
  // The smallest age that this share does not exceed: a value of the data, never one between two.
  const ageAt = (share: number): number | null => ages[Math.max(0, Math.ceil(share * matched) - 1)] ?? null;
  return {
    ...named,
    rows: rows.length,
    matched,
    withoutKeyOrTime: counts.get('no key or time') ?? 0,
    unknownEntity: counts.get('unknown entity') ?? 0,
    nothingYet: counts.get('nothing yet') ?? 0,
    expired: counts.get('expired') ?? 0,
    passedOver: passedOver?.reduce((sum, is) => sum + is, 0) ?? 0,
    medianAgeMs: ageAt(0.5),
    age99Ms: ageAt(0.99),
  };
}

/** One line that says how many rows have a value, how old the values are, and why the others have none. */
export function describeJoin(join: JoinOutcome): string {
  const { matched, rows, medianAgeMs, age99Ms } = join;
  const without = [
    join.unknownEntity > 0 ? `${formatNumber(join.unknownEntity)} of unknown key` : '',
    join.nothingYet > 0 ? `${formatNumber(join.nothingYet)} before the first value` : '',
    join.expired > 0 ? `${formatNumber(join.expired)} with values older than ${join.ttl}` : '',
    join.withoutKeyOrTime > 0 ? `${formatNumber(join.withoutKeyOrTime)} without key or time` : '',
  ].filter((part) => part !== '');
  const age =
    medianAgeMs === null || age99Ms === null
      ? ''
      : `, age ${formatAge(medianAgeMs)} in the middle, 99% up to ${formatAge(age99Ms)}`;
  const kept =
    join.passedOver === 0
      ? ''
      : `; for ${formatCount(join.passedOver, 'row')} a newer value was created only after the event and was not used`;
  const aside =
    join.rejectedRows === 0 ? '' : `; ${formatCount(join.rejectedRows, 'row')} of the source misfit and set aside`;
  const share = formatShare(rows === 0 ? 0 : matched / rows);
  return `${join.source}, as of the event: ${share} of ${formatCount(rows, 'row')} matched${age}${without.length > 0 ? `; ${without.join(', ')}` : ''}${kept}${aside}`;
}

/** What a person should know of the joins: a cutoff that was turned off, and values that came too late. */
export function findingsOfJoins(joins: readonly JoinOutcome[]): readonly SeenFinding[] {
  return joins.flatMap((join): SeenFinding[] => {
    const subject = join.columns.join(', ');
    const failing = { failing: join.passedOver, total: join.rows };
    if (!join.cutoff)
      return [
        {
          kind: 'join without cutoff',
          subject,
          severity: 'warn',
          message: `${join.source} is joined without regard to when its rows were created: ${formatCount(join.passedOver, 'row')} of ${formatNumber(join.rows)} got a value that nobody had at the event`,
          cause: 'cutoff: false',
          ...failing,
        },
      ];
    if (join.passedOver === 0) return [];
    return [
      {
        kind: 'values created after the event',
        subject,
        severity: 'info',
        message: `${join.source} has newer values for ${formatCount(join.passedOver, 'row')} of ${formatNumber(join.rows)}, created after the event: they were not used`,
        ...failing,
      },
    ];
  });
}

function formatAge(ms: number): string {
  const units = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ] as const;
  for (const [size, unit] of units) if (ms >= 2 * size) return `${formatNumber(Math.round(ms / size))} ${unit}`;
  return `${formatNumber(Math.round(ms / 1000))} s`;
}
