import { type Exploration, type ExplorationInput, type Finding, type LeakTarget, rankFindings } from '@tend/learn';
import { canonicalJson, type Table } from '@tend/table';
import type { Deps } from '../ports.ts';
import { digestText, type EvidenceRecord, hex, makeRecord } from '../record/record.ts';
import { presentPayload } from '../withdrawn/index.ts';
import { profilesOf } from './profiles-of.ts';
import type { ReportTarget } from './report/report-data.ts';

/** An exploration and what it found, as plain JSON: what is not finite is null. */
export interface Explored {
  readonly exploration: Omit<Exploration, 'sketches'>;
  readonly findings: readonly Finding[];
}

/** Explores; the answer is the same whether it was computed now or stored before. */
export async function exploredOf({ explorer }: Deps, asked: ExplorationInput): Promise<Explored> {
  return plainOf(await explorer.explore(asked));
}

function plainOf(exploration: Explored['exploration']): Explored {
  return JSON.parse(JSON.stringify({ exploration, findings: rankFindings(exploration) })) as Explored;
}

/** What the page of a kept exploration says of the rows beside what was found. */
export interface ExploredRows {
  /** Which rows, in a clause. */
  readonly population: string;
  /** Rows of the table, explored or not. */
  readonly tableRows: number;
  readonly target: ReportTarget;
}

/** Training rows in a clause, from that of their split. */
export function trainingRows(description: string): string {
  return `training rows (${description})`;
}

/** What is kept with a snapshot. */
export interface KeptExplored extends Explored {
  readonly about: ExploredRows;
}

/** What is asked of a snapshot, whose rows are read only where nobody asked before. */
export interface SnapshotAsked extends Omit<ExplorationInput, 'table' | 'keepsSketches'> {
  readonly snapshot: string;
  readonly table: () => Promise<Table>;
  readonly about: ExploredRows;
}

/** Of a snapshot: what was explored before is taken from its `profile` record, else a new one is made, not yet written. */
export async function exploredSnapshot(
  deps: Deps,
  asked: SnapshotAsked,
): Promise<Explored & { readonly record: EvidenceRecord<'profile'>; readonly isNew: boolean }> {
  const { snapshot, table, about, ...input } = asked;
  const key = keyOf(deps, asked);
  const profiles = await deps.store.read((reader) => profilesOf(deps, reader, snapshot));
  const known = profiles.find(({ body }) => body.key === key);
  if (known !== undefined) {
    const bytes = await deps.blobs.get(await presentPayload(deps, known.body.payloads.exploration));
    const { exploration, findings } = JSON.parse(deps.utf8.decode(bytes)) as KeptExplored;
    return { exploration, findings, record: known, isNew: false };
  }
  const { sketches, ...exploration } = await deps.explorer.explore({
    ...input,
    table: await table(),
    keepsSketches: true,
  });
  if (sketches === undefined) throw new RangeError('sketches were asked for, and none came');
  const explored = plainOf(exploration);
  const payloads = {
    exploration: await deps.blobs.put(deps.utf8.encode(canonicalJson({ ...explored, about }))),
    sketches: await deps.blobs.put(sketches),
  };
  const record = makeRecord(deps, 'profile', { inputs: { snapshot }, key, payloads });
  return { ...explored, record, isNew: true };
}

/** Names everything that an exploration reads: snapshot, rows, outcomes, columns and the code. */
function keyOf(deps: Deps, { snapshot, rows, target, columns, sources = [], timeColumn }: SnapshotAsked): string {
  const digest = ({ buffer, byteOffset, byteLength }: Int32Array | Int8Array | Float64Array): string =>
    hex(deps.sha256(new Uint8Array(buffer, byteOffset, byteLength)));
  return digestText(
    deps,
    canonicalJson({
      code: deps.engine.code,
      nodeMajor: deps.engine.nodeMajor,
      snapshot,
      rows: digest(rows),
      target: target === undefined ? null : digest(outcomesOf(target)),
      columns,
      sources,
      timeColumn: timeColumn ?? null,
    }),
  );
}

function outcomesOf(target: LeakTarget): Int32Array | Int8Array | Float64Array {
  if (target.type === 'binary') return target.y;
  return target.type === 'classes' ? target.codes : target.values;
}
