import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A public key as https://c2sp.org/signed-note prints it: `<name>+<key id, hex>+<base64 of 0x01 and the 32 bytes>`. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256 over name, newline, 0x01 and the public key. */
  readonly id: Buffer;
  isSignature(text: string, signature: Uint8Array): boolean;
}

const ed25519 = 0x01;

export function verifierKey(name: string, key: KeyObject): VerifierKey {
  return {
    name,
    id: keyId(name, rawPublicKey(key)),
    isSignature: (text, signature) => verify(null, Buffer.from(text), key, signature),
  };
}

/** The text of the public key's file. */
export function formatVerifierKey(name: string, key: KeyObject): string {
  const raw = rawPublicKey(key);
  const bytes = Buffer.concat([Buffer.from([ed25519]), raw]);
  return `${name}+${keyId(name, raw).toString('hex')}+${bytes.toString('base64')}\n`;
}

/** Undefined where the text is no Ed25519 verifier key, or its id does not fit its bytes. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})\s*$/.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const raw = bytes.subarray(1);
  if (bytes[0] !== ed25519 || keyId(name, raw).toString('hex') !== id) return undefined;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
  return verifierKey(name, key);
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function keyId(name: string, raw: Uint8Array): Buffer {
  const hash = createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([ed25519]))
    .update(raw);
  return hash.digest().subarray(0, 4);
}
