import type { NumberSketch } from '@tend/kernels';
import type { Order } from './column-profile.ts';

/** How the present values follow each other; null where they go up and down, or where fewer than two are present. */
export function orderOf({ present, rises, falls }: NumberSketch): Order | null {
  if (present < 2 || (rises > 0 && falls > 0)) return null;
  if (rises === present - 1) return 'increasing';
  if (falls === present - 1) return 'decreasing';
  if (rises > 0) return 'notDecreasing';
  return falls > 0 ? 'notIncreasing' : 'constant';
}
