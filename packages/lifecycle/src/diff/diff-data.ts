import { type DiffDataAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { nearestName } from '@tend/table';
import { loadCharter } from '../charter/load-charter.ts';
import type { Deps } from '../ports.ts';
import { diffTables } from './diff-tables.ts';
import { type FoundTable, findTable } from './find-table.ts';
import { summariseDiff } from './summarise-diff.ts';

/**
 * Compares two snapshots, or a snapshot with a file: schema, rows by key, cells, distributions. TND-1008 where a name or a
 * column of the key is unknown, TND-1004 and TND-1201 as any reading of a file.
 */
export async function diffData(deps: Deps, input: ParsedInputOf<'diffData'>): Promise<DiffDataAnswer> {
  const charter = await loadCharter(deps);
  const before = await findTable(deps, charter, input.a);
  const after = await findTable(deps, charter, input.b);
  const sides = { before: sideOf(input.a, before), after: sideOf(input.b, after) };
  const aliases = charter.data.aliases;
  const asked = input.key?.split(',') ?? (charter.data.key === undefined ? [] : [charter.data.key]);
  const key = asked.map((name) => (Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name));
  for (const { table } of [before, after])
    requireColumns(
      key,
      table.schema.map(({ name }) => name),
    );
  const compared = await diffTables(before.table, after.table, key);
  // Rows whose key repeats are not compared, but one snapshot is like itself.
  const isOne = before.snapshot !== undefined && before.snapshot === after.snapshot;
  const diff = isOne ? { ...compared, isSame: true } : compared;
  return { ...sides, ...diff, summary: summariseDiff(diff) };
}

function sideOf(name: string, { table, snapshot }: FoundTable): DiffDataAnswer['before'] {
  return { name, snapshot: snapshot ?? null, rows: table.rowCount, columns: table.schema.length };
}

function requireColumns(key: readonly string[], names: readonly string[]): void {
  const absent = key.find((name) => !names.includes(name));
  if (absent === undefined) return;
  const nearest = nearestName(absent, names);
  throw new Problem('TND-1008', {
    message: `the key names a column that is not on both sides: ${absent}`,
    expected: `one of ${names.join(', ')}`,
    came: absent,
    next: [nearest === undefined ? 'name another column with --key' : `did you mean ${JSON.stringify(nearest)}?`],
  });
}
