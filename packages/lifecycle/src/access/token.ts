import type { ParsedInputOf, Permission, TokenAnswer } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Actor, Deps, Ports } from '../ports.ts';
import { isoInstant } from '../record/instant.ts';
import { digestText } from '../record/record.ts';

const dayMs = 86_400_000;

/** Issues a token for a person and shows it once: the store keeps its SHA-256 only. */
export async function issueToken(deps: Deps, input: ParsedInputOf<'token'>): Promise<TokenAnswer> {
  const token = `tend_${deps.randomHex(24)}`;
  const at = deps.clock.now();
  const expiresAt = at + input.days * dayMs;
  await change(
    deps,
    { action: 'token issued', subject: input.person, facts: { permissions: input.permissions, expiresAt } },
    (transaction) =>
      transaction.from('token').insert({
        sha256: digestText(deps, token),
        person: input.person,
        roles: input.permissions.join(','),
        expiresAt,
        at,
      }),
  );
  return { token, person: input.person, permissions: input.permissions, expiresAt: isoInstant(expiresAt) };
}

/** Who bears a token and what that person may do; nothing for an unknown or expired one. */
export async function authenticate(
  ports: Ports,
  token: string,
): Promise<{ readonly actor: Actor; readonly permissions: readonly Permission[] } | undefined> {
  const row = await ports.store.read((reader) => reader.from('token').first({ sha256: digestText(ports, token) }));
  if (!row || row.expiresAt <= ports.clock.now()) return undefined;
  return { actor: { name: row.person, knownBy: 'token' }, permissions: row.roles.split(',') as Permission[] };
}
