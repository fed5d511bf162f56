import { randomBytes } from 'node:crypto';

/** Lower-case hexadecimal digits of `bytes` random bytes of the operating system. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
