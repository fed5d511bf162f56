const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes that base64 text stands for (RFC 4648, section 4); a `RangeError` for text that is none. */
export function decodeBase64(text: string): Uint8Array {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (text.length % 4 !== 0) throw new RangeError(`expected a multiple of 4 characters, came ${text.length}`);
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    let bits = 0;
    for (let i = at; i < at + 4; i++) {
      const value = i >= text.length - padding ? 0 : (values[text.charCodeAt(i)] ?? -1);
      if (value < 0) throw new RangeError(`expected base64, came ${JSON.stringify(text[i])} at ${i}`);
      bits = bits * 64 + value;
    }
    // Beyond the end a typed array drops what is written.
    bytes[to] = bits >>> 16;
    bytes[to + 1] = bits >>> 8;
    bytes[to + 2] = bits;
  }
  return bytes;
}
