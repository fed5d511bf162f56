import { Problem } from '@tend/protocol';
import type { Ports } from '../ports.ts';
import { hex } from '../record/record.ts';
import type { Tables } from '../store/tables.ts';
import { hmacSha256 } from './hmac.ts';

type KeyPorts = Pick<Ports, 'store' | 'secrets' | 'sha256' | 'utf8'>;

/** Digests of keys, made with the project's secret. */
export interface KeyedDigest {
  /** Names the secret without giving it away. */
  readonly secretId: string;
  digest(text: string): string;
}

/** The persons who have withdrawn, known by digests alone. */
export interface WithdrawnKeys {
  readonly ids: readonly string[];
  /** Whether a cell is the key of one of them: a text as it was typed, a number by its value. */
  has(value: string | number): boolean;
}

/** Keyed digests with this secret: HMAC-SHA-256 in hex. */
export function keyedDigest({ sha256, utf8 }: Pick<Ports, 'sha256' | 'utf8'>, secret: Uint8Array): KeyedDigest {
  const digest = (text: string): string => hex(hmacSha256(sha256, secret, utf8.encode(text)));
  return { secretId: digest('tend withdrawal').slice(0, 16), digest };
}

/**
 * The withdrawals of a project, undefined where there is none. TND-3109 where they were made with a secret that is not in
 * this person's key home: then nobody could tell whose rows to leave out.
 */
export async function withdrawnKeys(ports: KeyPorts): Promise<WithdrawnKeys | undefined> {
  const rows = await ports.store.read((reader) => reader.from('withdrawal').find({}));
  if (rows.length === 0) return undefined;
  const secret = await ports.secrets.withdrawalKey(false);
  const keyed = secret && keyedDigest(ports, secret);
  requireSecret(rows, keyed?.secretId);
  const texts = new Set(rows.map((row) => row.keyDigest));
  const numbers = new Set(rows.map((row) => row.numberDigest));
  return {
    ids: rows.map(({ id }) => id).sort(),
    has: (value) =>
      keyed !== undefined && (typeof value === 'number' ? numbers : texts).has(keyed.digest(String(value))),
  };
}

/** TND-3109 unless all withdrawals were made with this secret. */
export function requireSecret(rows: readonly Tables['withdrawal'][], secretId: string | undefined): void {
  const foreign = rows.find((row) => row.secretId !== secretId);
  if (foreign === undefined) return;
  throw new Problem('TND-3109', {
    message: `the withdrawal ${foreign.id} was made with a key that is not on this machine`,
    expected: `the project's withdrawal key ${foreign.secretId}`,
    came: secretId ?? 'none',
    next: ['copy withdrawal/ of the key home of the machine where the person was withdrawn into yours'],
  });
}
