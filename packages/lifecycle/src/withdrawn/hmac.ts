/** HMAC-SHA-256 (RFC 2104) from SHA-256. */
export function hmacSha256(
  sha256: (bytes: Uint8Array) => Uint8Array,
  key: Uint8Array,
  message: Uint8Array,
): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const padded = (byte: number, rest: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(64 + rest.length);
    for (const [i, value] of block.entries()) bytes[i] = value ^ byte;
    bytes.set(rest, 64);
    return bytes;
  };
  return sha256(padded(0x5c, sha256(padded(0x36, message))));
}
