import { Problem } from '@tend/protocol';
import type { Deps } from '../ports.ts';
import type { Transaction } from '../store/store.ts';

const leaseMs = 60_000;

/** Proof of holding a thing. `renew` inside a transaction fences off a holder that lost it meanwhile. */
export interface Lease {
  renew(transaction: Transaction): Promise<void>;
}

/**
 * Runs `use` while holding `thing` exclusively among all processes. TND-4003 where another living process holds it; a
 * holder that died (same machine) or let it expire (another) is replaced, and its token no longer commits anything.
 */
export async function withLease<T>(deps: Deps, thing: string, use: (lease: Lease) => Promise<T>): Promise<T> {
  const { self } = deps.processes;
  const token = await deps.store.write(async (transaction) => {
    const rows = transaction.from('lease');
    const current = await rows.first({ thing });
    const expiresAt = deps.clock.now() + leaseMs;
    if (!current) {
      await rows.insert({ thing, holder: self, token: 1, expiresAt });
      return 1;
    }
    // On this machine a living process holds it however long its stage takes; of others only the time is known.
    const isAlive = deps.processes.isAlive(current.holder);
    const isReleased = current.expiresAt === 0;
    const isHeld = !isReleased && (isAlive ?? current.expiresAt > deps.clock.now());
    if (isHeld)
      throw new Problem('TND-4003', {
        message: `another process works on ${thing}`,
        expected: `${thing} to be free`,
        came: `held by ${current.holder}`,
        next: ['wait until it is done and try again'],
      });
    const next = current.token + 1;
    await rows.update({ thing }, { holder: self, token: next, expiresAt });
    return next;
  });
  const renew = async (transaction: Transaction): Promise<void> => {
    const changed = await transaction
      .from('lease')
      .update({ thing, holder: self, token }, { expiresAt: deps.clock.now() + leaseMs });
    if (changed === 0)
      throw new Problem('TND-4003', {
        message: `another process has taken over ${thing}`,
        expected: `the lease with token ${token}`,
        came: 'a newer one',
        next: ['nothing of this process was written; look at: npx --no-install tend status'],
      });
  };
  try {
    return await use({ renew });
  } finally {
    await deps.store.write((transaction) =>
      transaction.from('lease').update({ thing, holder: self, token }, { expiresAt: 0 }),
    );
  }
}
