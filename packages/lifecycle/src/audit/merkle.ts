/** SHA-256 of bytes: 32 bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** RFC 6962 section 2.1: hash of a leaf, SHA-256(0x00 || entry). */
export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  return sha256(concatenate(0x00, entry));
}

/** RFC 6962 section 2.1: hash of an inner node, SHA-256(0x01 || left || right). */
function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatenate(0x01, left, right));
}

/**
 * The complete subtrees that make up a tree of `size` leaves, largest first: one hash for each 1 in the binary form of
 * `size`. Enough to append in O(log size) and to compute the root.
 */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** The frontier with one more leaf. */
export function appendLeaf(sha256: Sha256, frontier: Frontier, leaf: Uint8Array): Frontier {
  const hashes = [...frontier.hashes];
  let hash = leaf;
  // Each trailing 1 bit of the old size is a complete subtree of the height reached: they merge.
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = hashes.pop();
    if (!left) throw new RangeError('the frontier has fewer hashes than its size says');
    hash = nodeHash(sha256, left, hash);
  }
  hashes.push(hash);
  return { size: frontier.size + 1, hashes };
}

/** The Merkle tree hash; SHA-256 of nothing for the empty tree (RFC 6962 section 2.1). */
export function rootHash(sha256: Sha256, frontier: Frontier): Uint8Array {
  const [last, ...rest] = [...frontier.hashes].reverse();
  if (!last) return sha256(new Uint8Array(0));
  return rest.reduce((right, left) => nodeHash(sha256, left, right), last);
}

function concatenate(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
