import { canonicalJson } from '@tend/table';
import type { Deps } from '../ports.ts';
import type { Json } from '../record/json.ts';
import { hex } from '../record/record.ts';
import type { Transaction } from '../store/store.ts';
import { appendLeaf, emptyFrontier, type Frontier, leafHash, rootHash } from './merkle.ts';

/** What a change did, in words that an auditor reads: an action, the thing it was done to, facts without row values. */
export interface Change {
  readonly action: string;
  readonly subject: string;
  readonly facts?: Readonly<Record<string, Json>>;
}

/**
 * Runs `write` and appends the audit entry of the change in the same transaction: both become visible together or not
 * at all. This is the only way in which use cases write.
 */
export async function change<T>(
  deps: Deps,
  describe: Change | ((result: T) => Change),
  write: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return deps.store.write(async (transaction) => {
    const result = await write(transaction);
    await appendEntry(deps, transaction, typeof describe === 'function' ? describe(result) : describe);
    return result;
  });
}

async function appendEntry(deps: Deps, transaction: Transaction, entry: Change): Promise<void> {
  const tree = await transaction.from('auditTree').first({ id: 1 });
  const frontier = tree ? decodeFrontier(tree) : emptyFrontier;
  const at = deps.clock.now();
  const bytes = canonicalJson({
    seq: frontier.size,
    at,
    actor: deps.actor.name,
    knownBy: deps.actor.knownBy,
    action: entry.action,
    subject: entry.subject,
    facts: entry.facts ?? {},
  });
  const leaf = leafHash(deps.sha256, deps.utf8.encode(bytes));
  const next = appendLeaf(deps.sha256, frontier, leaf);
  await transaction.from('auditEntry').insert({ seq: frontier.size, bytes, leafHash: hex(leaf), at });
  const encoded = { size: next.size, frontier: next.hashes.map(hex).join(',') };
  if (tree) await transaction.from('auditTree').update({ id: 1 }, encoded);
  else await transaction.from('auditTree').insert({ id: 1, ...encoded });
}

/** Signs the present state of the audit tree, appends it outside the store and reports it. */
export async function checkpoint(deps: Deps): Promise<void> {
  const tree = await deps.store.read((reader) => reader.from('auditTree').first({ id: 1 }));
  if (!tree) return;
  const state = { size: tree.size, rootHash: hex(rootHash(deps.sha256, decodeFrontier(tree))) };
  await deps.checkpoints.append({ origin: auditOrigin, ...state });
  deps.onEvent({ event: 'checkpoint', ...state });
}

export const auditOrigin = 'tend/audit';

function decodeFrontier(tree: { readonly size: number; readonly frontier: string }): Frontier {
  const hashes = tree.frontier === '' ? [] : tree.frontier.split(',').map(fromHex);
  return { size: tree.size, hashes };
}

function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
