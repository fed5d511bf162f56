import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@tend/protocol';
import { createOnce } from '../files/create-once.ts';
import { fileProblem } from '../files/file-problem.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { replaceFile } from '../files/replace-file.ts';
import { formatVerifierKey } from './verifier-key.ts';

/** The name in every signature line; the four bytes of key id tell one person's key from another's. */
export const signerName = 'tend';

/**
 * The private key of `<home>/signing.key` (PKCS #8, mode 0600), made at first use together with `signing.pub`; several
 * processes that start at once agree on one. TND-1004, TND-4002.
 */
export async function signingKey(home: string): Promise<KeyObject> {
  const path = join(home, 'signing.key');
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const key = parseKey(await createOnce(path, newKey, 0o600), path);
    const publicPath = join(home, 'signing.pub');
    const publicText = formatVerifierKey(signerName, createPublicKey(key));
    if ((await readIfThere(publicPath))?.toString('utf8') !== publicText) {
      await replaceFile(publicPath, Buffer.from(publicText));
    }
    return key;
  } catch (error) {
    throw fileProblem(error, path);
  }
}

function newKey(): string {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;
}

function parseKey(pem: string, path: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below: the file is not one of ours, whatever the parser found.
  }
  throw new Problem('TND-1004', {
    message: `${path} is not an Ed25519 private key`,
    expected: 'a PKCS #8 PEM file with an Ed25519 key',
    next: ['restore the key from a copy, or move the file away: the next command makes a new one'],
  });
}
