import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openCheckpoints } from '@tend/node';
import type { Answers } from '@tend/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayFromNow } from './routes.ts';
import { failing, passing, requestOf, tinyBase, tinyRows } from './tiny-project.ts';

const base = tinyBase();
let prepared = '';
/** As it was before the deployment, and what its log had signed by the end. */
let older = '';
let root = '';
let size = 0;

beforeAll(async () => {
  prepared = base.make();
  const mara = await base.as('mara', prepared);
  const jonas = await base.as('jonas', prepared);
  await mara.run({});
  await jonas.approve({ reason: 'ranks well' });
  await base.closeProjects();
  older = base.copy(prepared);
  const again = await base.as('mara', prepared);
  await again.deploy({});
  await again.predict({ rows: tinyRows({ count: 60, seed: 3, firstDay: 91 }).map(requestOf) });
  await again.monitor({ asOf: '2024-04-30' });
  await again.token({ person: 'ops' });
  const answer = await again.auditVerify({});
  expect(answer).toMatchObject({ isValid: true, problems: [] });
  root = answer.rootHash;
  size = answer.entries;
  await base.closeProjects();
});
afterAll(() => base.close());

const checkpointsOf = (folder: string): string => join(folder, 'tend.checkpoints');

async function verify(folder: string, checkpoint?: string): Promise<Answers['auditVerify']> {
  const project = await base.as('auditor', folder);
  const answer = await project.auditVerify(checkpoint === undefined ? {} : { checkpoint });
  await base.closeProjects();
  return answer;
}

/** A copy, changed by somebody who may write the database and knows how the log is made, but has no key. */
function tampered(change: (db: Tampering, folder: string) => void): string {
  const folder = base.copy(prepared);
  const db = openTampering(folder);
  change(db, folder);
  db.close();
  return folder;
}

interface Entry {
  readonly seq: number;
  readonly bytes: string;
  readonly leaf_hash: string;
  readonly at: number;
}

interface Tampering {
  run(sql: string, ...values: (string | number)[]): void;
  one(sql: string, ...values: (string | number)[]): Record<string, unknown>;
  entries(): Entry[];
  /** Replaces the whole log; the tree too where `tree` says so. */
  write(entries: readonly Entry[], tree: 'tree' | 'no tree'): void;
  close(): void;
}

function openTampering(folder: string): Tampering {
  const db = new DatabaseSync(join(folder, '.tend', 'tend.db'));
  db.exec('pragma foreign_keys = off');
  for (const { name } of db.prepare("select name from sqlite_master where type = 'trigger'").all())
    db.exec(`drop trigger ${name}`);
  const scope = db.prepare('select org_id, project_id from audit_tree').get() as Record<string, string>;
  const entries = (): Entry[] =>
    db.prepare('select seq, bytes, leaf_hash, at from audit_entry order by seq').all() as unknown as Entry[];
  return {
    run: (sql, ...values) => {
      expect(db.prepare(sql).run(...values).changes, sql).toBeGreaterThan(0);
    },
    one: (sql, ...values) => {
      const row = db.prepare(sql).get(...values);
      expect(row, sql).toBeDefined();
      return row ?? {};
    },
    entries,
    write(next, tree) {
      db.exec('delete from audit_entry');
      const insert = db.prepare(
        'insert into audit_entry (org_id, project_id, seq, bytes, leaf_hash, at) values (?, ?, ?, ?, ?, ?)',
      );
      for (const { seq, bytes, leaf_hash, at } of next)
        insert.run(scope.org_id ?? '', scope.project_id ?? '', seq, bytes, leaf_hash, at);
      if (tree === 'no tree') return;
      const leaves = next.map((entry) => Buffer.from(entry.leaf_hash, 'hex'));
      db.prepare('update audit_tree set size = ?, frontier = ?').run(leaves.length, frontierOf(leaves).join(','));
    },
    close: () => db.close(),
  };
}

// RFC 6962 section 2.1, written from its definition: the product builds its tree by appending.
const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafOf = (bytes: string): Buffer => sha256(Buffer.of(0), Buffer.from(bytes));
const largestPowerBelow = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

function treeHash(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return Buffer.from(only);
  const k = largestPowerBelow(leaves.length);
  return sha256(Buffer.of(1), treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** The roots of the complete subtrees, largest first. */
function frontierOf(leaves: readonly Uint8Array[]): string[] {
  if (leaves.length === 0) return [];
  const k = 2 ** Math.floor(Math.log2(leaves.length));
  return [treeHash(leaves.slice(0, k)).toString('hex'), ...frontierOf(leaves.slice(k))];
}

const withBytes = (entry: Entry, bytes: string): Entry => ({
  ...entry,
  bytes,
  leaf_hash: leafOf(bytes).toString('hex'),
});
const renumbered = (entries: readonly Entry[]): Entry[] =>
  entries.map((entry, seq) => ({ ...withBytes(entry, entry.bytes.replace(/"seq":\d+/, `"seq":${seq}`)), seq }));
const forged = (entry: Entry): Entry => withBytes(entry, entry.bytes.replace('"actor":"mara"', '"actor":"vera"'));

/** The entry of the approval: what a forger would most like to change. */
const approved = (entries: readonly Entry[]): number => entries.findIndex(({ bytes }) => bytes.includes('approved'));

test('an untouched log verifies, and its root is the Merkle tree hash of RFC 6962', async () => {
  const db = openTampering(base.copy(prepared));
  const leaves = db.entries().map(({ bytes }) => leafOf(bytes));
  expect(db.one('select size, frontier from audit_tree')).toEqual({
    size: leaves.length,
    frontier: frontierOf(leaves).join(','),
  });
  db.close();
  expect(treeHash(leaves).toString('hex')).toBe(root);
  expect(leaves.length).toBe(size);
  const answer = await verify(base.copy(prepared), checkpointsOf(prepared));
  expect(answer).toMatchObject({ isValid: true, problems: [], rootHash: root });
  expect(answer.checkpoints).toBeGreaterThan(8);
  expect(answer.payloadsChecked).toBeGreaterThan(4);
});

type Change = (db: Tampering, folder: string) => void;
type Variant = readonly [name: string, change: Change, kind: string, message: RegExp];

const entryVariants: readonly Variant[] = [
  [
    'one entry edited',
    (db) => db.run(`update audit_entry set bytes = replace(bytes, '"mara"', '"vera"') where seq = 2`),
    'edited',
    /^entry 2 does not hash to its leaf: it was edited$/,
  ],
  [
    'the hash of a leaf edited',
    (db) => db.run(`update audit_entry set leaf_hash = '${'0'.repeat(64)}' where seq = 3`),
    'edited',
    /^entry 3 does not hash to its leaf/,
  ],
  [
    'the time beside an entry edited',
    (db) => db.run('update audit_entry set at = at - 86400000 where seq = 4'),
    'edited',
    /^entry 4 stands under another time/,
  ],
  [
    'an entry and its leaf edited',
    (db) => db.write(db.entries().with(5, forged(db.entries()[5] as Entry)), 'no tree'),
    'recomputed',
    /^the stored tree is not the tree of the entries$/,
  ],
  [
    'an entry, its leaf and the tree edited',
    (db) => db.write(db.entries().with(5, forged(db.entries()[5] as Entry)), 'tree'),
    'recomputed',
    /root that was signed at 8 entries: an entry from 0 to 7 was changed/,
  ],
  [
    'the approval given to another person, with leaf and tree',
    (db) => {
      const entries = db.entries();
      const at = approved(entries);
      const entry = entries[at] as Entry;
      db.write(entries.with(at, withBytes(entry, entry.bytes.replace('"jonas"', '"vera"'))), 'tree');
    },
    'recomputed',
    /signed at 9 entries: entry 8 was changed/,
  ],
  [
    'the last entry edited, with leaf and tree',
    (db) => db.write(db.entries().with(-1, forged(db.entries().at(-1) as Entry)), 'tree'),
    'recomputed',
    /entry \d+ was changed and the tree recomputed$/,
  ],
  [
    'an entry that is no JSON any more, with its leaf',
    (db) => db.write(db.entries().with(6, withBytes(db.entries()[6] as Entry, 'nothing to see')), 'tree'),
    'reordered',
    /^entry 6 says that it is entry -1/,
  ],
  ['the first entry removed', (db) => db.run('delete from audit_entry where seq = 0'), 'removed', /^entry 0 was/],
  ['an entry removed', (db) => db.run('delete from audit_entry where seq = 5'), 'removed', /^entry 5 was removed$/],
  [
    'three entries removed',
    (db) => db.run('delete from audit_entry where seq between 3 and 5'),
    'removed',
    /^entry 3 to 5 was removed$/,
  ],
  [
    'the last entry removed',
    (db) => db.run('delete from audit_entry where seq = (select max(seq) from audit_entry)'),
    'truncated',
    /log \d+ entries: entry \d+ and later are gone$/,
  ],
  [
    'an entry removed and the rest renumbered',
    (db) =>
      db.write(
        db
          .entries()
          .flatMap((entry) => (entry.seq === 5 ? [] : [{ ...entry, seq: entry.seq - (entry.seq > 5 ? 1 : 0) }])),
        'tree',
      ),
    'reordered',
    /^entry 5 says that it is entry 6/,
  ],
  [
    'an entry removed and everything rewritten',
    (db) => db.write(renumbered(db.entries().toSpliced(5, 1)), 'tree'),
    'recomputed',
    /an entry from 0 to 7 was changed and the tree recomputed$/,
  ],
  [
    'two entries exchanged',
    (db) => {
      const [a, b] = db.entries().slice(3, 5) as [Entry, Entry];
      db.write(
        db
          .entries()
          .with(3, { ...b, seq: 3 })
          .with(4, { ...a, seq: 4 }),
        'tree',
      );
    },
    'reordered',
    /^entry 3 says that it is entry 4/,
  ],
  [
    'two entries exchanged and everything rewritten',
    (db) => {
      const [a, b] = db.entries().slice(3, 5) as [Entry, Entry];
      db.write(renumbered(db.entries().with(3, b).with(4, a)), 'tree');
    },
    'recomputed',
    /an entry from 0 to 7 was changed/,
  ],
  [
    'the end cut off',
    (db) => db.write(db.entries().slice(0, -3), 'no tree'),
    'truncated',
    /^the tree has \d+ leaves, the log \d+ entries/,
  ],
  [
    'the end cut off, with the tree',
    (db) => db.write(db.entries().slice(0, -3), 'tree'),
    'truncated',
    /^a checkpoint saw \d+ entries, the log has \d+: entry \d+ to \d+ are gone$/,
  ],
  ['everything cut off, with the tree', (db) => db.write([], 'tree'), 'truncated', /the log has 0: entry 0 to/],
  [
    'a forged entry appended',
    (db) => {
      const last = db.entries().at(-1) as Entry;
      const seq = last.seq + 1;
      db.write([...db.entries(), ...renumbered([...db.entries(), forged({ ...last, seq })]).slice(-1)], 'no tree');
    },
    'recomputed',
    /^the stored tree is not the tree/,
  ],
  [
    'a forged entry put in between, everything rewritten',
    (db) => db.write(renumbered(db.entries().toSpliced(4, 0, forged(db.entries()[4] as Entry))), 'tree'),
    'recomputed',
    /an entry from 0 to 7 was changed/,
  ],
  [
    'the stored tree edited',
    (db) => db.run(`update audit_tree set frontier = replace(frontier, 'a', 'b')`),
    'recomputed',
    /^the stored tree is not/,
  ],
  ['the stored tree removed', (db) => db.run('delete from audit_tree'), 'recomputed', /^the stored tree is not/],
];

const first = (db: Tampering, kind: string): string =>
  String(db.one('select digest from record where kind = ?', kind).digest);

function payloadPath(folder: string, digest: string): string {
  return join(folder, '.tend', 'blobs', digest.slice(0, 2), digest.slice(2));
}

/** The file behind a payload of the newest record of a kind. */
function payloadOf(db: Tampering, folder: string, kind: string, path: string): string {
  const sql = `select bytes ->> '${path}' as digest from record where kind = ?`;
  return payloadPath(folder, String(db.one(sql, kind).digest));
}

function flipByte(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

const evidenceVariants: readonly Variant[] = [
  [
    'a record edited',
    (db) => db.run(`update record set bytes = replace(bytes, '"seed":42', '"seed":43') where kind = 'run'`),
    'record',
    /^the run record [0-9a-f]{12} does not hash to its digest: it was edited$/,
  ],
  [
    'a record that is no JSON any more',
    (db) => db.run(`update record set bytes = 'gone' where kind = 'evaluation'`),
    'record',
    /^the evaluation record [0-9a-f]{12} does not hash/,
  ],
  [
    'who wrote a record edited',
    (db) => db.run(`update record set actor = 'vera' where kind = 'approval'`),
    'record',
    /says that vera \(claimed\) wrote it, entry \d+ jonas \(claimed\): it was edited$/,
  ],
  [
    'a claimed identity made into a known one',
    (db) => db.run(`update record set known_by = 'token' where kind = 'approval'`),
    'record',
    /says that jonas \(token\) wrote it/,
  ],
  [
    'a record removed that others name',
    (db) => db.run('delete from record where digest = ?', first(db, 'split')),
    'record',
    /^the record [0-9a-f]{12} that the \w+ record [0-9a-f]{12} names is gone/,
  ],
  [
    'a record removed that the log alone names',
    (db) => db.run(`delete from record where kind = 'iteration'`),
    'record',
    /^the record [0-9a-f]{12} that entry \d+ names is gone: it was removed$/,
  ],
  [
    'the trainer of a version edited',
    (db) => db.run(`update version set trained_by = 'vera'`),
    'projection',
    /^the version [0-9a-f]{12} says trainedBy vera, its record mara: the row was edited$/,
  ],
  [
    'the person of an approval edited',
    (db) => db.run(`update approval set person = 'vera'`),
    'projection',
    /^the approval [0-9a-f]{16} says person vera, its record jonas/,
  ],
  [
    'an approval removed',
    (db) => db.run('delete from approval'),
    'projection',
    /^the approval [0-9a-f]{16} stands in the records but not in its table/,
  ],
  [
    'an approval that says it is of another person than the trainer',
    (db) => db.run('update approval set is_separate = 1 - is_separate'),
    'projection',
    /^the approval \w+ says isSeparate 0, its record 1: the row was edited$/,
  ],
  [
    'what a criterion asked, edited',
    (db) => db.run(`update criterion_result set asked = 'at least 0.1' where criterion = 'ranks-well'`),
    'projection',
    /says asked at least 0\.1, its record at least 0\.8\d*.*: the row was edited$/,
  ],
  [
    'a waiver forged',
    (db) =>
      db.run(
        `insert into waiver (org_id, project_id, id, version_digest, criterion, person, reason, expires_at, record_digest, at)
         select org_id, project_id, 'w1', digest, 'ranks-well', 'jonas', 'because', at + 1000000, digest, at from version`,
      ),
    'projection',
    /^the waiver w1 has no record of its own: the row was forged$/,
  ],
  [
    'the result of a criterion edited',
    (db) => db.run(`update criterion_result set got = '1.000' where criterion = 'ranks-well'`),
    'projection',
    /^the result of ranks-well in verdict [0-9a-f]{12} says got 1\.000, its record 0\.9/,
  ],
  [
    'the stored data edited',
    (db, folder) => flipByte(payloadOf(db, folder, 'snapshot', '$.body.payload')),
    'payload',
    /^the payload [0-9a-f]{12} of the snapshot [0-9a-f]{12} was changed or is gone$/,
  ],
  [
    'the stored model removed',
    (db, folder) => rmSync(payloadOf(db, folder, 'model', '$.body.payload')),
    'payload',
    /of the model [0-9a-f]{12} was changed or is gone$/,
  ],
  [
    'the stored code edited',
    (db, folder) => flipByte(payloadOf(db, folder, 'run', '$.body.payloads.code')),
    'payload',
    /of the run [0-9a-f]{12} was changed/,
  ],
  [
    'the approved report removed',
    (db, folder) => rmSync(payloadOf(db, folder, 'approval', '$.body.bound.report')),
    'payload',
    /of the approval [0-9a-f]{12} was changed or is gone$/,
  ],
];

function editCheckpoints(folder: string, edit: (text: string) => string): void {
  const text = readFileSync(checkpointsOf(folder), 'utf8');
  const edited = edit(text);
  expect(edited).not.toBe(text);
  writeFileSync(checkpointsOf(folder), edited);
}

const notSigned = /^the checkpoint at line \d+ \(\d+ entries\) is not signed by the key known here$/;
const checkpointVariants: readonly Variant[] = [
  [
    'the size in a checkpoint edited',
    (_, folder) => editCheckpoints(folder, (text) => text.replace(/^9$/m, '7')),
    'checkpoint',
    notSigned,
  ],
  [
    'the root in a checkpoint edited',
    (_, folder) =>
      editCheckpoints(folder, (text) => text.replace(/^[A-Za-z0-9+/]{43}=$/m, Buffer.alloc(32).toString('base64'))),
    'checkpoint',
    notSigned,
  ],
  [
    'the signature of a checkpoint edited',
    (_, folder) => editCheckpoints(folder, (text) => text.replace(/^(— \S+ .{20}).{4}/m, '$1AAAA')),
    'checkpoint',
    notSigned,
  ],
  [
    'the origin of a checkpoint edited',
    (_, folder) => editCheckpoints(folder, (text) => text.replace('tend/audit', 'tend/other')),
    'checkpoint',
    notSigned,
  ],
];

test('the variants are many', () => {
  expect([...entryVariants, ...evidenceVariants, ...checkpointVariants].length).toBeGreaterThan(35);
});

describe.each([
  ['the log', entryVariants],
  ['the evidence', evidenceVariants],
  ['the checkpoints', checkpointVariants],
] as const)('tampering with %s', (_, variants) => {
  test.each(variants)('%s is found and named', async (_name, change, kind, message) => {
    const { isValid, problems } = await verify(tampered(change));
    expect(isValid).toBe(false);
    expect(problems).toContainEqual({
      kind,
      entry: problems.find((p) => message.test(p.message))?.entry,
      message: expect.stringMatching(message),
    });
  });
});

test('a state that the same key signed of something else is no state of this log', async () => {
  const folder = base.copy(prepared);
  await openCheckpoints(folder).append({ origin: 'tend/other', size, rootHash: root });
  const { problems } = await verify(folder);
  expect(problems).toEqual([{ kind: 'checkpoint', entry: null, message: expect.stringMatching(notSigned) }]);
});

test('a waiver whose end was put off, or that names another criterion, is found', async () => {
  const waived = base.make({ criteria: [...passing, failing] });
  await (await base.as('mara', waived)).run({});
  const jonas = await base.as('jonas', waived);
  await jonas.waive({ criterion: 'saves-a-fortune', reason: 'for a pilot', until: dayFromNow(3) });
  await base.closeProjects();
  const complaints = { expires_at: 'expires_at + 86400000', criterion: "'saves-cost'", person: "'mara'" };
  for (const [column, value] of Object.entries(complaints)) {
    const folder = base.copy(waived);
    const db = openTampering(folder);
    db.run(`update waiver set ${column} = ${value}`);
    db.close();
    const { problems } = await verify(folder);
    expect(
      problems.map(({ kind }) => kind),
      column,
    ).toEqual(['projection']);
    expect(problems[0]?.message).toMatch(/^the waiver \w+ says \w+ \S+, its record \S+: the row was edited$/);
  }
});

test('a state whose writer was killed half way states nothing, and excuses nothing', async () => {
  const folder = base.copy(prepared);
  const text = readFileSync(checkpointsOf(folder), 'utf8');
  const cut = `tend/audit\n${size + 9}\n`;
  writeFileSync(checkpointsOf(folder), text + cut);
  expect(await verify(folder)).toMatchObject({ isValid: true, problems: [] });
  const given = join(base.path, 'cut.checkpoints');
  writeFileSync(given, cut);
  expect((await verify(folder, given)).problems.map(({ kind }) => kind)).toEqual(['checkpoint']);
});

/** Runs with the keys of somebody else, and gives the checkpoints that came of it. */
async function signedBySomebodyElse(folder: string): Promise<string> {
  const own = process.env.TEND_HOME;
  process.env.TEND_HOME = join(base.path, 'foreign-home');
  try {
    rmSync(checkpointsOf(folder));
    const project = await base.as('mallory', folder);
    await project.token({ person: 'mallory' });
    await base.closeProjects();
  } finally {
    if (own !== undefined) process.env.TEND_HOME = own;
  }
  return checkpointsOf(folder);
}

test('a log that was rewritten and signed with another key is found', async () => {
  const folder = tampered((db) => db.write(db.entries().with(5, forged(db.entries()[5] as Entry)), 'tree'));
  await signedBySomebodyElse(folder);
  const { isValid, problems } = await verify(folder);
  expect(isValid).toBe(false);
  expect(problems).toContainEqual({ kind: 'checkpoint', entry: null, message: expect.stringMatching(notSigned) });
});

test('a checkpoint file with a foreign key is refused as evidence', async () => {
  const foreign = await signedBySomebodyElse(base.copy(prepared));
  const { isValid, problems } = await verify(base.copy(prepared), foreign);
  expect(isValid).toBe(false);
  expect(problems).toContainEqual({ kind: 'checkpoint', entry: null, message: expect.stringMatching(notSigned) });
});

test('an older copy, whole and consistent, is found by a checkpoint that was kept elsewhere', async () => {
  const restored = base.copy(older);
  expect((await verify(restored)).isValid).toBe(true);
  const kept = join(base.path, 'kept.checkpoints');
  copyFileSync(checkpointsOf(prepared), kept);
  const { isValid, problems } = await verify(restored, kept);
  expect(isValid).toBe(false);
  expect(problems).toContainEqual({
    kind: 'truncated',
    entry: 9,
    message: `a checkpoint saw ${size} entries, the log has 9: entry 9 to ${size - 1} are gone`,
  });
});

test('a rewritten log without its own checkpoints is found by one that was kept elsewhere', async () => {
  const folder = tampered((db, folder) => {
    db.write(db.entries().with(5, forged(db.entries()[5] as Entry)), 'tree');
    rmSync(checkpointsOf(folder));
  });
  const { isValid, problems } = await verify(folder, checkpointsOf(prepared));
  expect(isValid).toBe(false);
  expect(problems.map(({ kind }) => kind)).toContain('recomputed');
});

test('a checkpoint file that says nothing, or is not there, is no proof', async () => {
  const empty = join(base.path, 'empty.checkpoints');
  writeFileSync(empty, '');
  const { isValid, problems } = await verify(base.copy(prepared), empty);
  expect(isValid).toBe(false);
  expect(problems).toEqual([{ kind: 'checkpoint', entry: null, message: `${empty} holds no checkpoint` }]);
  await expect(verify(base.copy(prepared), join(base.path, 'none'))).rejects.toMatchObject({ code: 'TND-1004' });
});
