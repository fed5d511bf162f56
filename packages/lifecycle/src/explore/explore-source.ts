import { compareTables, type ExplorationInput, foldFindings, type SketchedTable, sketchColumn } from '@tend/learn';
import { type Charter, type ExploreAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { loadColumns, nearestName, type Schema, type StoredTable, storedInMemory } from '@tend/table';
import { change } from '../audit/change.ts';
import { loadCharter } from '../charter/load-charter.ts';
import { charterPath } from '../charter/read-charter.ts';
import { storedSplit } from '../data/index.ts';
import { findTable } from '../diff/index.ts';
import type { Deps } from '../ports.ts';
import { readToPropose } from '../problem/index.ts';
import { putRecord } from '../record/record.ts';
import { storedOutcomes } from '../stage/workbench.ts';
import { answerOf, bySeverity, exploreCommand } from './answer-of.ts';
import { type Explored, exploredOf, exploredSnapshot, trainingRows } from './exploration-of.ts';
import { keptSketches } from './profile-sketches.ts';
import { drawReport } from './report/draw-report.ts';
import type { ReportData } from './report/report-data.ts';
import { askedTarget, chartedSources, chartedTarget, type NamedTarget } from './report-target.ts';

/** One table, of which a column is read when it is needed, with the rows of it that may be looked at. */
interface Side {
  readonly name: string;
  readonly table: StoredTable;
  readonly snapshot: string | undefined;
  readonly rows: Int32Array;
  readonly population: string;
}

/**
 * Looks at a snapshot or a file and writes one page of what it finds. In a project: training rows with the charter's outcome and
 * time; with `rows` all, all rows and no outcome, for outcomes of test rows are never looked at. Without a project: all rows of
 * a file. TND-1008 for names that are not there, TND-1004 and TND-1201 as any reading, TND-1204 as the split.
 */
export async function exploreSource(deps: Deps, input: ParsedInputOf<'explore'>): Promise<ExploreAnswer> {
  const stage = 'explore';
  const note = (done: number, text: string): void =>
    deps.onEvent({ event: 'progress', stage, done, total: 4, note: text });
  const charter = (await deps.files.read(charterPath)) === undefined ? undefined : await loadCharter(deps);
  note(0, 'reading');
  const side = await sideOf(deps, charter, input.data ?? 'newest', input);
  const target = await targetOf(charter, side, input);
  const asked = askedOf(charter, side, target, input);
  note(1, `exploring ${side.rows.length.toLocaleString('en-US')} rows of ${asked.columns.length} columns`);
  const explored = await exploredNow(deps, side, target, asked, isShared(charter, input));
  note(2, 'comparing');
  const before = input.against === undefined ? undefined : await sideOf(deps, charter, input.against, input);
  const compared =
    before === undefined
      ? null
      : {
          with: before.name,
          ...compareTables(await sketched(deps, before, asked.columns), {
            ...(await sketched(deps, side, asked.columns)),
            profiles: explored.exploration.profiles,
          }),
        };
  const data: ReportData = {
    source: side.name,
    population: side.population,
    tableRows: side.table.rowCount,
    target: target?.about ?? null,
    exploration: explored.exploration,
    findings: bySeverity(foldFindings(explored.exploration, explored.findings)),
    comparison:
      compared === null ? null : (JSON.parse(JSON.stringify(compared)) as NonNullable<ReportData['comparison']>),
    provenance: {
      command: commandOf(input),
      tend: deps.engine.tend,
      code: deps.engine.code,
      snapshot: side.snapshot ?? null,
    },
  };
  note(3, 'drawing');
  return answerOf(data, input.html ? await writePage(deps, charter, data, input.out) : null);
}

async function sideOf(
  deps: Deps,
  charter: Charter | undefined,
  name: string,
  { rows: which }: ParsedInputOf<'explore'>,
): Promise<Side> {
  if (charter === undefined) {
    if (name === 'newest')
      throw new Problem('TND-1002', {
        message: 'there is no project here, so there is no snapshot to explore',
        expected: 'a file, or a folder with tend.yaml',
        came: deps.files.root,
        next: ['npx --no-install tend explore FILE', 'npx --no-install tend init --data FILE --target COLUMN'],
      });
    const table = storedInMemory((await readToPropose(deps, name, '0%')).table);
    return { name, table, snapshot: undefined, rows: allRows(table), population: 'all rows' };
  }
  const { table, snapshot } = await findTable(deps, charter, name);
  const common = { name: snapshot === undefined ? name : `snapshot ${snapshot.slice(0, 12)}`, table, snapshot };
  if (which === 'all')
    return { ...common, rows: allRows(table), population: 'all rows, test rows among them, without their outcomes' };
  const { train, description } = await storedSplit(charter, table, await storedOutcomes(charter, table));
  return { ...common, rows: train, population: trainingRows(description) };
}

/** The sketches of these columns that a table has: those that were kept, else made of its rows. */
async function sketched(
  deps: Deps,
  { table, snapshot, rows }: Side,
  columns: readonly string[],
): Promise<SketchedTable> {
  const kept = snapshot === undefined ? undefined : await keptSketches(deps, snapshot, rows);
  const names = new Set(table.schema.map(({ name }) => name));
  const sketches: SketchedTable['sketches'][number][] = [];
  for (const name of columns)
    if (names.has(name)) sketches.push(kept?.get(name) ?? sketchColumn(await table.column(name), rows));
  return { schema: table.schema, rowCount: rows.length, sketches };
}

function allRows(table: StoredTable): Int32Array {
  return Int32Array.from({ length: table.rowCount }, (_, row) => row);
}

async function targetOf(
  charter: Charter | undefined,
  { table }: Side,
  { target, rows }: ParsedInputOf<'explore'>,
): Promise<NamedTarget | undefined> {
  if (charter !== undefined && rows === 'all') {
    if (target === undefined) return undefined;
    throw new Problem('TND-1009', {
      message: '--target and --rows all do not go together in a project: outcomes of test rows are never looked at',
      expected: 'one of the two',
      came: `--target ${target} --rows all`,
      next: [`npx --no-install tend explore --target ${JSON.stringify(target)}`],
    });
  }
  if (target !== undefined) return askedTarget(target, await loadColumns(table), charter?.data.aliases ?? {});
  return charter === undefined ? undefined : chartedTarget(charter, table);
}

function askedOf(
  charter: Charter | undefined,
  { table, rows }: Side,
  target: NamedTarget | undefined,
  { columns: named }: ParsedInputOf<'explore'>,
): Omit<ExplorationInput, 'table'> {
  const aliases = charter?.data.aliases ?? {};
  const wanted = named?.map((name) => (Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name));
  requireColumns(wanted ?? [], table.schema);
  // What the charter's outcome is computed from gives outcomes of test rows away.
  const charted = charter === undefined ? [] : chartedSources(charter, table.schema);
  const hidden = new Set([...(target?.sources ?? []), ...charted]);
  const key = charter?.data.key;
  const timeColumn = charter?.data.time?.column;
  if (key !== undefined && !charter?.data.keep.some(({ column }) => column === key)) hidden.add(key);
  return {
    rows,
    ...(target === undefined ? {} : { target: target.target }),
    columns: table.schema
      .map(({ name }) => name)
      .filter((name) => !hidden.has(name) && (wanted === undefined || wanted.includes(name))),
    sources: target?.sources ?? [],
    ...(timeColumn === undefined ? {} : { timeColumn }),
  };
}

function requireColumns(wanted: readonly string[], schema: Schema): void {
  const names = schema.map(({ name }) => name);
  const absent = wanted.find((name) => !names.includes(name));
  if (absent === undefined) return;
  const nearest = nearestName(absent, names);
  throw new Problem('TND-1008', {
    message: `the data has no column ${absent}`,
    expected: `one of ${names.slice(0, 30).join(', ')}${names.length > 30 ? ', …' : ''}`,
    came: absent,
    next: nearest === undefined ? [] : [`did you mean ${JSON.stringify(nearest)}?`],
  });
}

/** Whether a run asks the same: what it explores is kept with the snapshot and taken from there. */
function isShared(charter: Charter | undefined, { target, columns, rows }: ParsedInputOf<'explore'>): boolean {
  return charter !== undefined && target === undefined && columns === undefined && rows === 'train';
}

async function exploredNow(
  deps: Deps,
  { snapshot, table, population }: Side,
  target: NamedTarget | undefined,
  asked: Omit<ExplorationInput, 'table'>,
  isKept: boolean,
): Promise<Explored> {
  if (snapshot === undefined || target === undefined || !isKept)
    return exploredOf(deps, { ...asked, table: await loadColumns(table) });
  const { record, isNew, exploration, findings } = await exploredSnapshot(deps, {
    ...asked,
    snapshot,
    table: () => loadColumns(table),
    about: { population, tableRows: table.rowCount, target: target.about },
  });
  if (isNew)
    await change(
      deps,
      { action: 'snapshot explored', subject: snapshot, facts: { record: record.digest } },
      async (transaction) => putRecord(transaction, record, { actor: deps.actor, at: deps.clock.now() }),
    );
  return { exploration, findings };
}

async function writePage(
  deps: Deps,
  charter: Charter | undefined,
  data: ReportData,
  out: string | undefined,
): Promise<NonNullable<ExploreAnswer['html']>> {
  const path = out ?? (charter === undefined ? 'explore.html' : 'reports/explore.html');
  const bytes = deps.utf8.encode(drawReport(data));
  await deps.files.write(path, bytes);
  return { path, sizeBytes: bytes.length };
}

function commandOf({ data, target, against, columns, rows }: ParsedInputOf<'explore'>): string {
  const quoted = (text: string): string => (/^[\w./~-]+$/.test(text) ? text : JSON.stringify(text));
  return [
    exploreCommand,
    ...(data === undefined ? [] : [quoted(data)]),
    ...(target === undefined ? [] : ['--target', quoted(target)]),
    ...(against === undefined ? [] : ['--against', quoted(against)]),
    ...(columns === undefined ? [] : ['--columns', quoted(columns.join(','))]),
    ...(rows === 'all' ? ['--rows all'] : []),
  ].join(' ');
}
