import type { Finding } from '../explore/finding.ts';
import type { FindingFamily } from '../explore/finding-family.ts';
import { grouped } from '../explore/grouped.ts';
import { percent } from '../explore/percent.ts';
import type { RankedFinding } from '../explore/ranked-finding.ts';
import type { TimeBehaviour } from './find-time-behaviour.ts';
import type { Season } from './season-of.ts';
import type { SeriesOverTime } from './series-over-time.ts';

const mostOfKind = 3;
const leastSeasonShare = 0.01;
/** The highest and the lowest of few rows would be chance. */
const leastRows = 20;
const leastStability = 0.1;
const leastTau = 0.3;
/** Changes smaller than this many standard deviations of the periods are not worth a sentence. */
const leastStep = 1;
const noticeableShare = 0.01;

/** What happens over time, in sentences, at most three of each kind. `suspects` of leaks and parts of the date are left out. */
export function timeFindings(time: TimeBehaviour, suspects: ReadonlySet<string> = new Set()): readonly RankedFinding[] {
  const telling = time.series.filter(({ column, isCalendarPart }) => !isCalendarPart && !suspects.has(column));
  const honest = time.target === undefined ? telling : [time.target, ...telling];
  return [
    ...gaps(time),
    ...stamps(time),
    ...first(honest.flatMap((series) => season(series, time))),
    // The trend of the target has a finding of its own.
    ...first(honest.flatMap((series) => (series.column === 'target' ? [] : trend(series, time)))),
    ...first(honest.flatMap((series) => change(series, time))),
    ...first(drift(time, new Set(honest.map(({ column }) => column)), suspects)),
  ];
}

function first(findings: readonly RankedFinding[]): readonly RankedFinding[] {
  return findings.toSorted((a, b) => b.importance - a.importance).slice(0, mostOfKind);
}

function gaps({ column, gaps: found, unit, rows }: TimeBehaviour): readonly RankedFinding[] {
  const empty = found.reduce((sum, { periods }) => sum + periods, 0);
  const longest = found.toSorted((a, b) => b.periods - a.periods)[0];
  if (longest === undefined) return [];
  const n = rows.length;
  const message = `${grouped(empty)} of ${grouped(n)} ${unit}s of "${column}" have no row; the longest gap is ${span(longest, unit)}`;
  return [said(34, { kind: 'timeGap', subject: column, message, value: empty / n, n }, 'overTime', column)];
}

function span({ from, to, periods }: TimeBehaviour['gaps'][number], unit: string): string {
  return periods === 1 ? `the ${unit} ${from}` : `${from} to ${to} (${grouped(periods)} ${unit}s)`;
}

function stamps({ column, stamps: found }: TimeBehaviour): readonly RankedFinding[] {
  const { step, n, repeated } = found;
  if (step === undefined) return [];
  const findings: RankedFinding[] = [];
  if (step.absent > 0) {
    const share = step.absent / step.expected;
    const message = `times of "${column}" follow each other every ${duration(step.seconds)}, and ${grouped(step.absent)} of ${grouped(step.expected)} are not there (${percent(share)})`;
    findings.push(
      said(30, { kind: 'absentTimes', subject: column, message, value: share, n: step.expected }, 'overTime', column),
    );
  }
  const share = repeated / n;
  if (repeated > 0 && share < noticeableShare) {
    const message = `${grouped(repeated)} of ${grouped(n)} rows have a time of "${column}" that another row has (${percent(share)}), where times are otherwise regular`;
    findings.push(said(29, { kind: 'repeatedTimes', subject: column, message, value: share, n }, 'overTime', column));
  }
  return findings;
}

function duration(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const [size, name] = units.find(([length]) => seconds >= length && seconds % length === 0) ?? [1, 'second'];
  const count = seconds / size;
  return count === 1 ? name : `${grouped(count)} ${name}s`;
}

function season(series: SeriesOverTime, time: TimeBehaviour): readonly RankedFinding[] {
  const found = series.seasons
    .filter(({ pValue, share }) => pValue <= time.bounds.season && share >= leastSeasonShare)
    .toSorted((a, b) => b.share - a.share)[0];
  if (found === undefined) return [];
  const places = found.places.filter((place) => place.n >= leastRows).toSorted((a, b) => a.mean - b.mean);
  const [least, most] = [places[0], places[places.length - 1]];
  if (least === undefined || most === undefined) return [];
  const { share, n } = found;
  const name = series.column === 'target' ? 'the outcome' : `"${series.column}"`;
  const shown = series.column === 'target' ? shareOrNumber(series) : number;
  const message = `the ${cycleName(found)} accounts for ${percent(share)} of the differences in ${name} (n = ${grouped(n)}): ${shown(most.mean)} on average ${at(found, most.place)}, ${shown(least.mean)} ${at(found, least.place)}`;
  const importance = (series.column === 'target' ? 36 : 24) + 10 * share;
  return [
    {
      ...said(
        importance,
        { kind: 'season', subject: series.column, message, value: share, n },
        ...picture(series, time),
      ),
      ...(series.column === 'target' ? {} : { family: seasonFamily(series.column, found) }),
    },
  ];
}

function seasonFamily(column: string, season: Season): FindingFamily {
  return {
    key: `season ${season.cycle}`,
    apart: 0,
    columns: [column],
    part: `"${column}" (${percent(season.share)})`,
    sentence: (count, parts) =>
      `the ${cycleName(season)} accounts for a part of the differences in ${count} columns: ${parts}`,
  };
}

function cycleName({ cycle }: Season): string {
  return cycle === 'hour' ? 'hour of the day' : cycle === 'weekday' ? 'day of the week' : 'month';
}

function at({ cycle }: Season, place: string): string {
  if (cycle === 'hour') return `at ${place} UTC`;
  return cycle === 'weekday' ? `on ${place}` : `in ${place}`;
}

function trend(series: SeriesOverTime, time: TimeBehaviour): readonly RankedFinding[] {
  const { trend: found, column, n } = series;
  if (found === undefined || found.pValue > time.bounds.trend || Math.abs(found.tau) < leastTau) return [];
  const way = found.slope > 0 ? 'rises' : 'falls';
  const steps = series.means.length - 1;
  const { low, high } = ordered(found.low, found.high);
  const message = `"${column}" ${way} over time by about ${number(Math.abs(found.slope))} a ${time.unit} (${number(low)} to ${number(high)} with 95% confidence, over ${grouped(steps + 1)} ${time.unit}s, n = ${grouped(n)})`;
  return [
    said(
      20 + 6 * Math.abs(found.tau),
      { kind: 'trend', subject: column, message, value: found.slope, n },
      'overTime',
      column,
    ),
  ];
}

function ordered(low: number, high: number): { readonly low: number; readonly high: number } {
  return low < 0 && high <= 0 ? { low: -high, high: -low } : { low, high };
}

function change(series: SeriesOverTime, time: TimeBehaviour): readonly RankedFinding[] {
  const { column, changes, n } = series;
  const usual = deviation(series.means);
  const found = changes
    .filter(
      ({ pValue, before, after }) => pValue <= time.bounds.change && Math.abs(after - before) >= leastStep * usual,
    )
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))[0];
  if (found === undefined) return [];
  const isTarget = column === 'target';
  const shown = isTarget ? shareOrNumber(series) : number;
  const name = isTarget ? 'the outcome' : `"${column}"`;
  const season = series.adjusted.length > 0 ? ', apart from the season' : '';
  const message = `the level of ${name} changes with the ${time.unit} ${found.period}: about ${shown(found.before)} before (${grouped(found.valuesBefore)} ${time.unit}s), ${shown(found.after)} from then on (${grouped(found.valuesAfter)} ${time.unit}s)${season}`;
  return [
    said(
      isTarget ? 62 : 25,
      { kind: 'changePoint', subject: column, message, value: found.after - found.before, n },
      ...picture(series, time),
    ),
  ];
}

function deviation(means: readonly (number | null)[]): number {
  const known = means.filter((mean) => mean !== null);
  const middle = known.reduce((sum, mean) => sum + mean, 0) / known.length;
  return Math.sqrt(known.reduce((sum, mean) => sum + (mean - middle) ** 2, 0) / Math.max(1, known.length - 1));
}

function drift(
  time: TimeBehaviour,
  honest: ReadonlySet<string>,
  suspects: ReadonlySet<string>,
): readonly RankedFinding[] {
  const numbers = new Set(time.series.map(({ column }) => column));
  return time.drift
    .filter(({ column }) => !suspects.has(column) && (!numbers.has(column) || honest.has(column)))
    .filter(({ pValue, stabilityIndex }) => pValue <= time.bounds.drift && stabilityIndex >= leastStability)
    .map(({ column, stabilityIndex, distance, first: before, last: after }) => {
      const message = `the values of "${column}" differ between the first and the last third of the time: at least ${percent(distance)} of the rows of one would have to change to give the other (n = ${grouped(before)} and ${grouped(after)})`;
      const about = { kind: 'timeDrift', subject: column, message, value: stabilityIndex, n: before + after } as const;
      const family: FindingFamily = {
        key: 'timeDrift',
        apart: 0,
        columns: [column],
        part: `"${column}" (${percent(distance)})`,
        sentence: (count, parts) =>
          `the values of ${count} columns differ between the first and the last third of the time: ${parts}, which is at least how many rows of one would have to change to give the other`,
      };
      return { ...said(32 + Math.min(5, 5 * stabilityIndex), about, 'overTime', column), family };
    });
}

function picture(series: SeriesOverTime, time: TimeBehaviour): ['overTime' | 'targetOverTime', string] {
  return series.column === 'target' ? ['targetOverTime', time.column] : ['overTime', series.column];
}

function shareOrNumber({ means }: SeriesOverTime): (value: number) => string {
  return means.every((mean) => mean === null || (mean >= 0 && mean <= 1)) ? percent : number;
}

function number(value: number): string {
  const short = Number(value.toPrecision(3));
  return Number.isInteger(short) && short >= 1000 ? grouped(short) : String(short);
}

function said(
  importance: number,
  about: Omit<Finding, 'severity' | 'picture'>,
  type: 'overTime' | 'targetOverTime',
  column: string,
): RankedFinding {
  return { importance, finding: { ...about, severity: 'info', picture: { type, column } } };
}
