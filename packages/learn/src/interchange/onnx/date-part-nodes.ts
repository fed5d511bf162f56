import { cosineOfStep, sineOfStep } from '../../recipe/calendar-cycle.ts';
import type { FittedDateParts } from '../../recipe/fitted-recipe.ts';
import type { NumberNodes } from './number-nodes.ts';

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;

/** The parts of dates as `encoderOf` makes them, in whole numbers of float64, which are exact. */
export function datePartNodes(b: NumberNodes, step: FittedDateParts, value: string): string {
  const isMissing = b.isMissing(value);
  const present = b.where(isMissing, b.number(0), value);
  const isInstant = step.kind === 'instant';
  const days = isInstant ? b.floor(b.divide(present, b.number(millisecondsADay))) : present;
  const timeOfDay = b.subtract(present, b.multiply(days, b.number(millisecondsADay)));
  const hour = b.floor(b.divide(timeOfDay, b.number(millisecondsAnHour)));
  const month = monthNodes(b, days);
  const weekday = remainder(b, b.add(days, b.number(3)), 7);
  const parts =
    step.encoding === 'ordinal'
      ? [month, b.add(weekday, b.number(1)), ...(isInstant ? [hour] : [])].map((part) =>
          b.asFloat(b.where(isMissing, b.number(Number.NaN), part)),
        )
      : cyclicNodes(b, step, { month, weekday, hour }, isMissing);
  return b.beside(parts);
}

interface Parts {
  readonly month: string;
  readonly weekday: string;
  readonly hour: string;
}

function cyclicNodes(
  b: NumberNodes,
  step: FittedDateParts,
  { month, weekday, hour }: Parts,
  isMissing: string,
): readonly string[] {
  const unlessMissing = (part: string): string => b.asFloat(b.where(isMissing, b.number(0), part));
  const circle = (of: (step: number) => number, size: number, start: number): readonly number[] =>
    Array.from({ length: size }, (_, i) => (i < start ? 0 : of((24 / (size - start)) * (i - start))));
  // A weekday that no day has: none of the seven is equal to it.
  const known = b.where(isMissing, b.number(-1), weekday);
  const parts = [
    unlessMissing(b.lookUp(circle(sineOfStep, 13, 1), month)),
    unlessMissing(b.lookUp(circle(cosineOfStep, 13, 1), month)),
    b.asFloat(b.equal(known, b.row([0, 1, 2, 3, 4, 5, 6]))),
  ];
  if (step.kind === 'instant') {
    parts.push(unlessMissing(b.lookUp(circle(sineOfStep, 24, 0), hour)));
    parts.push(unlessMissing(b.lookUp(circle(cosineOfStep, 24, 0), hour)));
  }
  if (step.hasMissing) parts.push(b.asFloat(isMissing));
  return parts;
}

/** Month 1 to 12 of days since 1970-01-01; see `civilFromDays`. */
function monthNodes(b: NumberNodes, days: string): string {
  const whole = (value: string, size: number): string => b.floor(b.divide(value, b.number(size)));
  const dayOfEra = remainder(b, b.add(days, b.number(719_468)), 146_097);
  const corrected = b.subtract(
    b.add(b.subtract(dayOfEra, whole(dayOfEra, 1460)), whole(dayOfEra, 36_524)),
    whole(dayOfEra, 146_096),
  );
  const year = whole(corrected, 365);
  const daysBefore = b.subtract(b.add(b.multiply(year, b.number(365)), whole(year, 4)), whole(year, 100));
  const dayOfYear = b.subtract(dayOfEra, daysBefore);
  const shifted = whole(b.add(b.multiply(dayOfYear, b.number(5)), b.number(2)), 153);
  return b.where(b.less(shifted, b.number(10)), b.add(shifted, b.number(3)), b.subtract(shifted, b.number(9)));
}

function remainder(b: NumberNodes, value: string, size: number): string {
  const whole = b.floor(b.divide(value, b.number(size)));
  return b.subtract(value, b.multiply(whole, b.number(size)));
}
