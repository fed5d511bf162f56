/** A share in words: `8.3%`, `42%`, `0.06%`; never rounded to 0% or 100% unless it is. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value === 100) return `${value}%`;
  if (Math.abs(value) < 1) return `${Number(value.toPrecision(1))}%`;
  if (Math.abs(value) >= 99) return `${Math.floor(value * 100) / 100}%`;
  return `${Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)}%`;
}
