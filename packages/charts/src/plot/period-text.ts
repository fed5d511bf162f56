import { dayMs, formatRange, formatValue, type ValueKind } from '../format/format-value.ts';

/** A period as people name it: a whole year, month or day by its name, else from and to. */
export function periodText({ start, end }: { readonly start: number; readonly end: number }, kind: ValueKind): string {
  const from = formatValue(start, kind);
  if (kind !== 'date' && kind !== 'instant') return formatRange(start, end, kind);
  if (end <= start) return from;
  const to = formatValue(end, kind);
  const [dayFrom = '', clockFrom = '00:00'] = from.split(' ');
  const [dayTo = '', clockTo = '00:00'] = to.split(' ');
  if (clockFrom !== '00:00' || clockTo !== '00:00') return `${from} to ${dayFrom === dayTo ? clockTo : to}`;
  const [year = '', month = '', day = ''] = dayFrom.split('-');
  const [nextYear = '', nextMonth = '', nextDay = ''] = dayTo.split('-');
  const years = Number(nextYear) - Number(year);
  const monthsBetween = years * 12 + Number(nextMonth) - Number(month);
  if (day === '01' && nextDay === '01' && monthsBetween === 12 && month === '01') return year;
  if (day === '01' && nextDay === '01' && monthsBetween === 1) return `${year}-${month}`;
  return isNextDay(start, end, kind) ? dayFrom : `${dayFrom} to before ${dayTo}`;
}

function isNextDay(start: number, end: number, kind: ValueKind): boolean {
  return end - start === (kind === 'date' ? 1 : dayMs);
}
