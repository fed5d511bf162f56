import { formatDate, formatInstant } from '@tend/table';
import { calendarBins } from './calendar-bins.ts';
import type { TimeProfile } from './column-profile.ts';
import { countInBins } from './count-in-bins.ts';
import { leastRowsDrawn, rangeDrawn } from './range-drawn.ts';
import type { ValueDistribution } from './value-distribution.ts';

const dayMs = 86_400_000;

/** A histogram by calendar units (UTC) from `low` to `high`, far tails counted below or above; null for fewer than 20 rows. */
export function timeHistogram(
  distribution: ValueDistribution,
  low: number,
  high: number,
  kind: TimeProfile['kind'],
): TimeProfile['histogram'] {
  if (distribution.total < leastRowsDrawn) return null;
  const isDate = kind === 'date';
  const scale = isDate ? dayMs : 1;
  const [from, to] = rangeDrawn(distribution, low, high);
  const { unit, edges } = calendarBins(from * scale, to * scale, isDate);
  const own = edges.map((edge) => edge / scale);
  return {
    unit,
    edges: own.map((edge) => (isDate ? formatDate(edge) : formatInstant(edge))),
    ...countInBins(distribution, own, isDate && unit === 'day'),
  };
}
