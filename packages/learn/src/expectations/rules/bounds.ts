export interface Bounds {
  readonly min_value?: number | string | undefined;
  readonly max_value?: number | string | undefined;
  readonly strict_min?: boolean | undefined;
  readonly strict_max?: boolean | undefined;
}

/** Whether a value lies within bounds of its own type; a bound that is absent excludes nothing, NaN lies nowhere. */
export function isWithin<T extends number | string>(value: T, { min_value, max_value, ...is }: Bounds): boolean {
  if (typeof value === 'number' && Number.isNaN(value)) return false;
  const isAbove = min_value === undefined || (is.strict_min === true ? value > min_value : value >= min_value);
  const isBelow = max_value === undefined || (is.strict_max === true ? value < max_value : value <= max_value);
  return isAbove && isBelow;
}
