import { createHash } from 'node:crypto';

/** SHA-256 as 64 lower-case hexadecimal digits: how blobs and the engine are named. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
