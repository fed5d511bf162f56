import { wilsonInterval } from '@tend/kernels';

/** How bad something is: what it was measured against, how grave, and how many of how many fail. */
export interface Extent {
  readonly cause: string;
  readonly severity: 'block' | 'warn' | 'info';
  readonly failing: number | null;
  readonly total: number | null;
}

const rank = { info: 0, warn: 1, block: 2 } as const;

/**
 * Whether something is worse than it was when a person accepted it: measured against other terms, of a graver sort, or
 * its failing share has doubled beyond noise (the lower end of the 99% Wilson interval lies above twice the accepted
 * share). Without counts only terms and sort are compared.
 */
export function isWorse(now: Extent, accepted: Extent): boolean {
  if (now.cause !== accepted.cause || rank[now.severity] > rank[accepted.severity]) return true;
  const [before, after] = [counted(accepted), counted(now)];
  if (before === undefined || after === undefined) return false;
  return wilsonInterval(after.failing, after.total, 0.99).low > (2 * before.failing) / before.total;
}

function counted({ failing, total }: Extent): { readonly failing: number; readonly total: number } | undefined {
  return failing === null || total === null || total <= 0 ? undefined : { failing, total };
}
