import type { AuditAnswer } from '@tend/protocol';
import type { Checkpoint, Deps, Ports } from '../ports.ts';
import { hex } from '../record/record.ts';
import { auditOrigin } from './change.ts';
import { checkProjections } from './check-projections.ts';
import { checkRecords } from './check-records.ts';
import { appendLeaf, emptyFrontier, leafHash, rootHash } from './merkle.ts';

type AuditProblem = AuditAnswer['problems'][number];

/**
 * Recomputes the tree from the entries and holds it against the stored tree and every checkpoint, then hashes every
 * record and payload again and holds the rows that gates read against their records. Finds edited, removed, reordered
 * and truncated entries, and a tree that was recomputed after an edit: its root no longer equals that of a checkpoint
 * signed before.
 */
export async function verifyAudit(
  deps: Deps,
  input: { readonly checkpoint?: string | undefined },
): Promise<AuditAnswer> {
  const problems: AuditProblem[] = [];
  // A note whose writer was killed half way states nothing.
  const whole = (all: readonly Checkpoint[]) => all.filter(({ isCutShort }) => !isCutShort);
  const own = whole(await deps.checkpoints.readAll());
  const given = input.checkpoint === undefined ? [] : whole(await deps.checkpoints.readAll(input.checkpoint));
  if (input.checkpoint !== undefined && given.length === 0)
    problems.push({ kind: 'checkpoint', entry: null, message: `${input.checkpoint} holds no checkpoint` });
  const { size, root, roots } = await replay(deps, problems, new Set([...own, ...given].map((c) => c.size)));
  checkCheckpoints([...own, ...given], size, roots, problems);
  const { recordsChecked, payloadsChecked, payloadsErased } = await checkRecords(deps, problems);
  await checkProjections(deps, problems);
  return {
    isValid: problems.length === 0,
    entries: size,
    rootHash: root,
    checkpoints: own.length + given.length,
    recordsChecked,
    payloadsChecked,
    payloadsErased,
    problems,
  };
}

async function replay(
  ports: Ports,
  problems: AuditProblem[],
  sizes: ReadonlySet<number>,
): Promise<{ size: number; root: string; roots: Map<number, string> }> {
  const { entries, tree } = await ports.store.read(async (reader) => ({
    entries: await reader.from('auditEntry').find({}, { orderBy: 'seq' }),
    tree: await reader.from('auditTree').first({ id: 1 }),
  }));
  const roots = new Map<number, string>();
  let frontier = emptyFrontier;
  let expected = 0;
  for (const entry of entries) {
    if (entry.seq !== expected) {
      const missing = entry.seq - expected === 1 ? `${expected}` : `${expected} to ${entry.seq - 1}`;
      problems.push({ kind: 'removed', entry: expected, message: `entry ${missing} was removed` });
      expected = entry.seq;
    }
    const leaf = leafHash(ports.sha256, ports.utf8.encode(entry.bytes));
    const inside = inEntry(entry.bytes);
    if (hex(leaf) !== entry.leafHash)
      problems.push({
        kind: 'edited',
        entry: entry.seq,
        message: `entry ${entry.seq} does not hash to its leaf: it was edited`,
      });
    else if (inside.seq !== entry.seq)
      problems.push({
        kind: 'reordered',
        entry: entry.seq,
        message: `entry ${entry.seq} says that it is entry ${inside.seq}: entries were reordered`,
      });
    else if (inside.at !== entry.at)
      problems.push({
        kind: 'edited',
        entry: entry.seq,
        message: `entry ${entry.seq} stands under another time than it says: it was edited`,
      });
    frontier = appendLeaf(ports.sha256, frontier, leaf);
    if (sizes.has(frontier.size)) roots.set(frontier.size, hex(rootHash(ports.sha256, frontier)));
    expected++;
  }
  const root = hex(rootHash(ports.sha256, frontier));
  const stored = tree?.frontier ?? '';
  if ((tree?.size ?? 0) > frontier.size)
    problems.push({
      kind: 'truncated',
      entry: frontier.size,
      message: `the tree has ${tree?.size} leaves, the log ${frontier.size} entries: entry ${frontier.size} and later are gone`,
    });
  else if (stored !== frontier.hashes.map(hex).join(',') && problems.length === 0)
    problems.push({ kind: 'recomputed', entry: null, message: 'the stored tree is not the tree of the entries' });
  return { size: frontier.size, root, roots };
}

function checkCheckpoints(
  checkpoints: readonly Checkpoint[],
  size: number,
  roots: ReadonlyMap<number, string>,
  problems: AuditProblem[],
): void {
  let good = 0;
  let firstBad: Checkpoint | undefined;
  for (const checkpoint of [...checkpoints].sort((a, b) => a.size - b.size)) {
    if (!checkpoint.isSignatureValid || checkpoint.origin !== auditOrigin) {
      problems.push({
        kind: 'checkpoint',
        entry: null,
        message: `the checkpoint at line ${checkpoint.line} (${checkpoint.size} entries) is not signed by the key known here`,
      });
    } else if (checkpoint.size > size) {
      problems.push({
        kind: 'truncated',
        entry: size,
        message: `a checkpoint saw ${checkpoint.size} entries, the log has ${size}: entry ${size} to ${checkpoint.size - 1} are gone`,
      });
    } else if (roots.get(checkpoint.size) === checkpoint.rootHash) good = checkpoint.size;
    else firstBad ??= checkpoint;
  }
  if (firstBad) {
    const last = firstBad.size - 1;
    const which = good === last ? `entry ${last}` : `an entry from ${good} to ${last}`;
    problems.push({
      kind: 'recomputed',
      entry: good === last ? last : null,
      message: `the log no longer gives the root that was signed at ${firstBad.size} entries: ${which} was changed and the tree recomputed`,
    });
  }
}

/** What an entry says of itself; -1 where it does not say it. */
function inEntry(bytes: string): { readonly seq: number; readonly at: number } {
  try {
    const { seq, at } = JSON.parse(bytes) as { seq?: unknown; at?: unknown };
    return { seq: typeof seq === 'number' ? seq : -1, at: typeof at === 'number' ? at : -1 };
  } catch {
    return { seq: -1, at: -1 };
  }
}
