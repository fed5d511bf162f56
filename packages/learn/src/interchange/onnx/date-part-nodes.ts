import { cosineOfTurn, sineOfTurn } from '../../recipe/calendar-cycle.ts';
import { type DatePart, datePartRanges } from '../../recipe/steps/date-part.ts';
import type { DatePartsLearned } from '../../recipe/steps/date-parts.ts';
import type { NumberNodes } from './number-nodes.ts';
import { UnsupportedExport } from './unsupported-export.ts';

const millisecondsADay = 86_400_000;
const millisecondsAnHour = 3_600_000;

/** The parts of dates as the step makes them, in whole numbers of float64, which are exact; beside each other. */
export function datePartNodes(
  b: NumberNodes,
  { parts, form, isZeroed, isFlagged, zone }: DatePartsLearned,
  isInstant: boolean,
  value: string,
): { readonly node: string; readonly width: number } {
  if (zone !== null) throw new UnsupportedExport(`clocks of ${zone.name}`, 'only UTC has operators in ONNX here');
  const isMissing = b.isMissing(value);
  const present = b.where(isMissing, b.number(0), value);
  const days = isInstant ? b.floor(b.divide(present, b.number(millisecondsADay))) : present;
  const timeOfDay = b.subtract(present, b.multiply(days, b.number(millisecondsADay)));
  const partOf = (part: DatePart): string => {
    if (part === 'month') return monthNodes(b, days);
    if (part === 'weekday') return b.add(remainder(b, b.add(days, b.number(3)), 7), b.number(1));
    if (part === 'hour') return b.floor(b.divide(timeOfDay, b.number(millisecondsAnHour)));
    throw new UnsupportedExport(`the part ${part} of a date`, 'it has no operators in ONNX here');
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
    else if (!isZeroed) throw new UnsupportedExport(`the ${part} of a date, 0/1`, 'missing must be 0 in all its parts');
    // A part that no date has: no feature is equal to it.
    else
      columns.push(
        b.asFloat(
          b.equal(b.where(isMissing, b.number(-1), node), b.row(Array.from({ length: count }, (_, i) => first + i))),
        ),
      );
    width += form === 'number' ? 1 : form === 'cycle' ? 2 : count;
  }
  if (isFlagged) columns.push(b.asFloat(isMissing));
  return { node: b.beside(columns), width: width + Number(isFlagged) };
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
