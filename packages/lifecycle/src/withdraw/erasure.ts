import type { Deps } from '../ports.ts';
import type { PersonKey } from './person-key.ts';

/** One withdrawal under way: who asks, whose data, and under which id it is written down. */
export interface Erasure {
  readonly deps: Deps;
  readonly withdrawalId: string;
  readonly key: PersonKey;
  readonly keyColumn: string;
}
