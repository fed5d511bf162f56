import { type KeyObject, sign } from 'node:crypto';
import type { Checkpoint } from '@tend/lifecycle';
import type { VerifierKey } from './verifier-key.ts';

/** Signs the state of a tree as a checkpoint, https://c2sp.org/tlog-checkpoint in https://c2sp.org/signed-note. */
export function signedNote(
  state: { readonly origin: string; readonly size: number; readonly rootHash: string },
  key: KeyObject,
  signer: Pick<VerifierKey, 'name' | 'id'>,
): string {
  if (state.origin === '' || /[\n\r]/.test(state.origin))
    throw new TypeError('a checkpoint origin is one line of text');
  if (!Number.isSafeInteger(state.size) || state.size < 0) throw new TypeError(`a tree has no size ${state.size}`);
  if (!/^[0-9a-f]{64}$/.test(state.rootHash)) throw new TypeError('a root hash has 64 lower-case hexadecimal digits');
  const root = Buffer.from(state.rootHash, 'hex').toString('base64');
  const text = `${state.origin}\n${state.size}\n${root}\n`;
  const signature = Buffer.concat([signer.id, sign(null, Buffer.from(text), key)]);
  return `${text}\n— ${signer.name} ${signature.toString('base64')}\n`;
}

/**
 * Every checkpoint of a file in which blank lines separate notes. What cannot be read comes back with `isSignatureValid`
 * false and the line where it starts; `isCutShort` where its end is missing, as after a kill or on a full disk.
 */
export function parseSignedNotes(content: string, keys: readonly VerifierKey[]): Checkpoint[] {
  const found: Checkpoint[] = [];
  let body: Block | undefined;
  for (const block of blocks(content)) {
    const isSignatures = block.lines.every((line) => line.startsWith('— '));
    if (body && isSignatures) found.push(checkpoint(body, block.lines, keys));
    else if (body) found.push(checkpoint(body, [], keys));
    else if (isSignatures) found.push(checkpoint({ line: block.line, lines: [] }, [], keys));
    body = isSignatures ? undefined : block;
  }
  if (body) found.push(checkpoint(body, [], keys));
  return found;
}

interface Block {
  /** Of its first line, counted from 1. */
  readonly line: number;
  readonly lines: string[];
}

function blocks(content: string): Block[] {
  const found: Block[] = [];
  let current: Block | undefined;
  content.split('\n').forEach((text, index) => {
    if (text === '') {
      current = undefined;
      return;
    }
    if (!current) {
      current = { line: index + 1, lines: [] };
      found.push(current);
    }
    current.lines.push(text);
  });
  return found;
}

function checkpoint(body: Block, signatures: readonly string[], keys: readonly VerifierKey[]): Checkpoint {
  const [origin = '', sizeText = '', base64 = ''] = body.lines;
  const root = Buffer.from(base64, 'base64');
  const size = /^(0|[1-9][0-9]*)$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  const isWellFormed =
    body.lines.length >= 3 && Number.isSafeInteger(size) && root.length === 32 && root.toString('base64') === base64;
  const text = `${body.lines.join('\n')}\n`;
  return {
    origin,
    size: Number.isSafeInteger(size) ? size : 0,
    rootHash: isWellFormed ? root.toString('hex') : '',
    isSignatureValid: isWellFormed && signatures.some((line) => isSignedBy(line, text, keys)),
    isCutShort: body.lines.length > 0 && !signatures.some(hasEnd),
    line: body.line,
  };
}

/** Key id and Ed25519 signature are 68 bytes, 92 characters in base64. */
function hasEnd(line: string): boolean {
  return (/^— \S+ (\S+)$/.exec(line)?.[1] ?? '').length >= 92;
}

function isSignedBy(line: string, text: string, keys: readonly VerifierKey[]): boolean {
  const [, name, base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 68 || bytes.toString('base64') !== base64) return false;
  return keys.some(
    (key) => key.name === name && key.id.equals(bytes.subarray(0, 4)) && key.isSignature(text, bytes.subarray(4)),
  );
}
