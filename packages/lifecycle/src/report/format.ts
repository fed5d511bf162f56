/** 12,345 */
export function formatCount(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Three digits that matter: 0.806, 12.3, 1,234, 0.00012. */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'undefined';
  const size = Math.abs(value);
  if (size >= 1000) return `${value < 0 ? '-' : ''}${formatCount(size)}`;
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  if (size >= 0.001 || size === 0) return value.toFixed(3);
  return value.toPrecision(2);
}

/** 10.5%, 0.3%, 85%. */
export function formatShare(value: number): string {
  const percent = value * 100;
  if (percent === 0 || percent === 100) return `${percent.toFixed(0)}%`;
  return percent >= 20 && percent <= 99 ? `${percent.toFixed(0)}%` : `${percent.toFixed(1)}%`;
}

/** 1,264 USD */
export function formatAmount(value: number, currency: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 || size === 0 ? formatCount(size) : size.toFixed(2);
  return `${value < 0 ? '-' : ''}${digits} ${currency}`;
}

/** The first 12 digits of a digest, as people read them. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
