import { cosineOfTurn, sineOfTurn } from '../../recipe/calendar-cycle.ts';
import { type DatePart, datePartRanges } from '../../recipe/steps/date-part.ts';
import type { DatePartsLearned } from '../../recipe/steps/date-parts.ts';
import type { ZoneOffsets } from '../../recipe/steps/zone-offsets.ts';
import type { NumberNodes } from './number-nodes.ts';

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;
const millisecondsAMinute = 60_000;

/** The parts of dates as the step makes them, in whole numbers of float64, which are exact; beside each other. */
export function datePartNodes(
  b: NumberNodes,
  { parts, form, isZeroed, isFlagged, zone }: DatePartsLearned,
  isInstant: boolean,
  value: string,
): { readonly node: string; readonly width: number } {
  const isMissing = b.isMissing(value);
  const present = b.where(isMissing, b.number(0), value);
  const local = zone === null ? present : b.add(present, offsetNodes(b, zone, present));
  const days = isInstant ? b.floor(b.divide(local, b.number(millisecondsADay))) : local;
  const timeOfDay = b.subtract(local, b.multiply(days, b.number(millisecondsADay)));
  const partOf = (part: DatePart): string => {
    if (part === 'weekday') return b.add(remainder(b, b.add(days, b.number(3)), 7), b.number(1));
    if (part === 'hour') return whole(b, timeOfDay, millisecondsAnHour);
    if (part === 'minute') return remainder(b, whole(b, timeOfDay, millisecondsAMinute), 60);
    const { year, month, day } = civilNodes(b, days);
    if (part === 'quarter') return whole(b, b.add(month(), b.number(2)), 3);
    return part === 'year' ? year() : part === 'month' ? month() : day();
  };
  const left = b.number(isZeroed ? 0 : Number.NaN);
  const unlessMissing = (node: string): string => b.asFloat(b.where(isMissing, left, node));
  const columns: string[] = [];
  let width = 0;
  for (const part of parts) {
    const node = partOf(part);
    const { first, count } = datePartRanges[part];
    const circle = (of: (step: number, size: number) => number): readonly number[] =>
      Array.from({ length: first + count }, (_, i) => (i < first ? 0 : of(i - first, count)));
    if (form === 'number') columns.push(unlessMissing(node));
    else if (form === 'cycle')
      columns.push(
        unlessMissing(b.lookUp(circle(sineOfTurn), node)),
        unlessMissing(b.lookUp(circle(cosineOfTurn), node)),
      );
    else {
      const values = b.row(Array.from({ length: count }, (_, i) => first + i));
      // A part that no date has: no feature is equal to it.
      const isOne = b.asFloat(b.equal(b.where(isMissing, b.number(-1), node), values));
      columns.push(isZeroed ? isOne : b.asFloat(b.where(isMissing, left, b.asDouble(isOne))));
    }
    width += form === 'number' ? 1 : form === 'cycle' ? 2 : count;
  }
  if (isFlagged) columns.push(b.asFloat(isMissing));
  return { node: b.beside(columns), width: width + Number(isFlagged) };
}

interface CivilNodes {
  year(): string;
  /** 1 to 12. */
  month(): string;
  /** 1 to 31. */
  day(): string;
}

/** The date of days since 1970-01-01, each part made where it is asked for; see `civilFromDays`. */
function civilNodes(b: NumberNodes, days: string): CivilNodes {
  const shiftedDays = b.add(days, b.number(719_468));
  const dayOfEra = remainder(b, shiftedDays, 146_097);
  const corrected = b.subtract(
    b.add(b.subtract(dayOfEra, whole(b, dayOfEra, 1460)), whole(b, dayOfEra, 36_524)),
    whole(b, dayOfEra, 146_096),
  );
  const yearOfEra = whole(b, corrected, 365);
  const daysBefore = b.subtract(
    b.add(b.multiply(yearOfEra, b.number(365)), whole(b, yearOfEra, 4)),
    whole(b, yearOfEra, 100),
  );
  const dayOfYear = b.subtract(dayOfEra, daysBefore);
  // Months from March on, so that the leap day is the last of all.
  const shifted = whole(b, b.add(b.multiply(dayOfYear, b.number(5)), b.number(2)), 153);
  const isEarly = b.less(shifted, b.number(10));
  return {
    month: () => b.where(isEarly, b.add(shifted, b.number(3)), b.subtract(shifted, b.number(9))),
    day() {
      const before = whole(b, b.add(b.multiply(shifted, b.number(153)), b.number(2)), 5);
      return b.add(b.subtract(dayOfYear, before), b.number(1));
    },
    year() {
      const started = b.add(yearOfEra, b.multiply(whole(b, shiftedDays, 146_097), b.number(400)));
      return b.where(isEarly, started, b.add(started, b.number(1)));
    },
  };
}

/** What the clocks of a zone show less UTC, in milliseconds. */
function offsetNodes(b: NumberNodes, { changes, offsets }: ZoneOffsets, instant: string): string {
  if (changes.length === 0) return b.number(offsets[0] ?? 0);
  return b.lookUp(offsets, b.sum(b.asDouble(b.lessOrEqual(b.row(changes), instant))));
}

function whole(b: NumberNodes, value: string, size: number): string {
  return b.floor(b.divide(value, b.number(size)));
}

function remainder(b: NumberNodes, value: string, size: number): string {
  return b.subtract(value, b.multiply(whole(b, value, size), b.number(size)));
}
