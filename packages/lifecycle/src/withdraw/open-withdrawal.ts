import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { keyedDigest, requireSecret } from '../withdrawn/index.ts';
import type { PersonKey } from './person-key.ts';

/**
 * The id of a person's withdrawal, written down at the first call: from then on no taking has their rows, whatever happens
 * to this process. TND-3109 where the project's withdrawals were made with a key that is not here.
 */
export async function openWithdrawal(deps: Deps, key: PersonKey, reason: string): Promise<string> {
  const rows = await deps.store.read((reader) => reader.from('withdrawal').find({}));
  const secret = await deps.secrets.withdrawalKey(rows.length === 0);
  const keyed = secret && keyedDigest(deps, secret);
  requireSecret(rows, keyed?.secretId);
  if (keyed === undefined) throw new RangeError('a withdrawal key that was just made is not there');
  const keyDigest = keyed.digest(key.text);
  const known = rows.find((row) => row.keyDigest === keyDigest);
  if (known !== undefined) return known.id;
  const id = deps.randomHex(8);
  const numberDigest = key.number === undefined ? null : keyed.digest(String(key.number));
  await change(deps, { action: 'person withdrawn', subject: id, facts: { reason } }, (transaction) =>
    transaction.from('withdrawal').insert({
      id,
      keyDigest,
      numberDigest,
      secretId: keyed.secretId,
      person: deps.actor.name,
      reason,
      at: deps.clock.now(),
      endedAt: null,
    }),
  );
  return id;
}
