import type { Serving } from '@tend/lifecycle';
import { RefusedRequest } from '../request/refused-request.ts';
import type { CurrentServing } from './current-serving.ts';

/** What answers now; TND-4006 where nothing does, which is 503 here: it may be otherwise in a minute. */
export function servingNow(serving: CurrentServing): Serving {
  const now = serving.current();
  if (now !== undefined) return now;
  throw new RefusedRequest(503, 'TND-4006', {
    message: 'no version serves here yet',
    next: ['promote one: npx --no-install tend deploy'],
  });
}
