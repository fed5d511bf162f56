const scalar =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const space = /[ \t\r\n]*/y;
const deepest = 500;

/**
 * The offset where a text stops being JSON (RFC 8259); its length where it only ends too soon. `JSON.parse` names no
 * offset for some of its errors.
 */
export function jsonFault(text: string): number {
  let offset = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    const isThere = pattern.test(text);
    if (isThere) offset = pattern.lastIndex;
    return isThere;
  };
  const take = (char: string): boolean => {
    skip(space);
    if (text[offset] !== char) return false;
    offset += 1;
    return true;
  };
  const list = (close: string, item: () => boolean): boolean => {
    if (take(close)) return true;
    do if (!item()) return false;
    while (take(','));
    return take(close);
  };
  const key = (): boolean => {
    skip(space);
    return text[offset] === '"' && skip(scalar);
  };
  const value = (depth: number): boolean => {
    if (depth > deepest) return false;
    skip(space);
    if (take('[')) return list(']', () => value(depth + 1));
    if (take('{')) return list('}', () => key() && take(':') && value(depth + 1));
    return skip(scalar);
  };
  if (value(0)) skip(space);
  return offset;
}
