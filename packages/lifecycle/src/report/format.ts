import { formatNumber } from '@tend/protocol/number-format';

/** 1,264 USD */
export function formatAmount(value: number, currency: string): string {
  return `${formatNumber(Math.abs(value) >= 100 ? Math.round(value) : value)} ${currency}`;
}

/** The first 12 digits of a digest, as people read them. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 12);
}
