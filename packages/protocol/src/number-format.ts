/**
 * The one rule for numbers: whole numbers in full with separators, others with three digits after the point, fewer from
 * 10 on, three that matter below 0.001. What is not exactly 1 never reads "1.000".
 */
export function formatNumber(value: number | null): string {
  if (value === null) return 'none';
  if (!Number.isFinite(value)) return value > 0 ? 'infinite' : value < 0 ? '-infinite' : 'not a number';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return grouped(value, 0);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-6) return value.toExponential(2);
  return grouped(value, decimalsOf(value));
}

/** How many digits after the point `formatNumber` shows. */
export function decimalsOf(value: number): number {
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size >= 100) return 0;
  if (size >= 10) return 1;
  if (size === 0) return 3;
  let decimals = size >= 0.001 ? 3 : Math.min(9, 2 - Math.floor(Math.log10(size)));
  while (size < 1 && decimals < 6 && Number(size.toFixed(decimals)) === 1) decimals++;
  return decimals;
}

/** `0.545 to 0.675`: both ends with the digits of `value`, more where an end would read as nothing. */
export function formatInterval(low: number | null, high: number | null, value: number | null): string {
  if (low === null && high === null) return 'none';
  let decimals = decimalsOf(value ?? low ?? high ?? 0);
  if ([value, low, high].every((x) => x === null || Number.isInteger(x))) decimals = 0;
  for (const end of [low, high]) {
    while (end !== null && end !== 0 && decimals < 6 && Number(end.toFixed(decimals)) === 0) decimals++;
  }
  const show = (end: number | null, open: string): string => (end === null ? open : grouped(end, decimals));
  return `${show(low, 'any')} to ${show(high, 'any')}`;
}

/** A signed number with a fixed number of digits after the point, so that a column of them lines up. */
export function formatSigned(value: number, decimals: number): string {
  const text = grouped(Math.abs(value), decimals);
  const isZero = !/[1-9]/.test(text);
  return `${isZero ? ' ' : value < 0 ? '-' : '+'}${text}`;
}

/** A share between 0 and 1 as percent; `>99.9%` and `<0.001%` where rounding would claim all or none. */
export function formatShare(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return 'none';
  if (share > 0 && share < 0.00001) return '<0.001%';
  if (share < 1 && share > 0.999) return '>99.9%';
  const percent = share * 100;
  const isWhole = Math.abs(percent - Math.round(percent)) < 1e-9;
  return `${grouped(percent, isWhole ? 0 : percent < 0.1 ? decimalsOf(percent) : 1)}%`;
}

/** `1 row`, `12,345 rows`. */
export function formatCount(count: number, one: string, many: string = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

function grouped(value: number, decimals: number): string {
  const text = formatDecimals(value, decimals);
  return /[1-9]/.test(text) ? text : text.replace('-', '');
}

const formatters = new Map<number, Intl.NumberFormat>();

/**
 * A number with separators and so many digits after the point, as `toLocaleString('en-US')` gives it: that makes a formatter at
 * every call, which takes fifty times as long as to use one.
 */
export function formatDecimals(value: number, decimals: number): string {
  let formatter = formatters.get(decimals);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formatters.set(decimals, formatter);
  }
  return formatter.format(value);
}
