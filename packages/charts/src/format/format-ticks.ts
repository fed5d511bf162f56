import { formatDecimals } from '@tend/protocol/number-format';
import { dayMs, formatValue, type ValueKind, withMinus, withoutSeparator } from './format-value.ts';

const units: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'bn'],
  [1e6, 'M'],
];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Labels of the ticks of one axis: all with the same digits after the point and the same unit of size. */
export function formatTicks(ticks: readonly number[], kind: ValueKind): readonly string[] {
  if (kind === 'date' || kind === 'instant') {
    const times = ticks.map((tick) => new Date(kind === 'date' ? tick * dayMs : tick));
    // Beyond the years that a date can hold there is no calendar.
    if (times.some((time) => Number.isNaN(time.getTime()))) return ticks.map((tick) => formatValue(tick, kind));
    return timeLabels(times);
  }
  const values = kind === 'share' ? ticks.map((share) => share * 100) : ticks;
  const labels = numberLabels(values);
  return kind === 'share' ? labels.map((label) => `${label}%`) : labels;
}

function numberLabels(values: readonly number[]): readonly string[] {
  const largest = Math.max(0, ...values.map(Math.abs));
  const smallest = Math.min(Infinity, ...values.filter((value) => value !== 0).map(Math.abs));
  if (largest >= 1e15 || (largest > 0 && largest < 1e-4) || (values.length > 2 && largest / smallest > 1e7))
    return values.map((value) => (value === 0 ? '0' : withMinus(shortExponent(value))));
  const [size, letter] = units.find(([least]) => largest >= least) ?? [1, ''];
  const decimals = decimalsOf(values.map((value) => value / size));
  const texts = values.map((value) => formatDecimals(value / size, decimals));
  // Either all or none: five digits beside four need their separator, and then the others have it too.
  const alike = texts.some((text) => withoutSeparator(text).includes(',')) ? texts : texts.map(withoutSeparator);
  return alike.map((text, i) => (values[i] === 0 ? '0' : withMinus(`${text}${letter}`)));
}

function shortExponent(value: number): string {
  return value.toExponential(1).replace('.0e', 'e').replace('e+', 'e');
}

/** The fewest digits after the point that tell all ticks apart and show each as it is. */
function decimalsOf(values: readonly number[]): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const close = (value: number): boolean =>
      Math.abs(Number(value.toFixed(decimals)) - value) <= Math.abs(value) * 1e-9 + 1e-12;
    if (values.every(close)) return decimals;
  }
  return 6;
}

/** The finest unit that the ticks differ in; the coarser one stands where it changes. */
function timeLabels(times: readonly Date[]): readonly string[] {
  const all = (isWhole: (time: Date) => boolean): boolean => times.every(isWhole);
  const midnight = all((time) => time.getTime() % dayMs === 0);
  const monthly = midnight && all((time) => time.getUTCDate() === 1);
  if (monthly && all((time) => time.getUTCMonth() === 0)) return times.map(yearText);
  return times.map((time, i) => {
    const last = times[i - 1];
    const isNewYear = last?.getUTCFullYear() !== time.getUTCFullYear();
    const month = months[time.getUTCMonth()] ?? '';
    if (monthly) return isNewYear ? `${month} ${yearText(time)}` : month;
    const day = `${time.getUTCDate()} ${month}`;
    if (midnight) return isNewYear ? `${day} ${yearText(time)}` : day;
    const clock = time.toISOString().split('T')[1] ?? '';
    const text = clock.slice(0, times.every((each) => each.getTime() % 60_000 === 0) ? 5 : 8);
    const isNewDay = last === undefined || Math.floor(last.getTime() / dayMs) !== Math.floor(time.getTime() / dayMs);
    return isNewDay ? `${day} ${text}` : text;
  });
}

function yearText(time: Date): string {
  return withMinus(String(time.getUTCFullYear()));
}
