import { codedColumns, findLeakSuspects, findRedundancies, leakFindings } from '@tend/learn';
import {
  blanksOf,
  type ColumnContract,
  type DataSource,
  type InitAnswer,
  type ParsedInputOf,
  Problem,
  sourceName,
} from '@tend/protocol';
import { formatCount, formatNumber, formatShare } from '@tend/protocol/number-format';
import {
  type Column,
  columnOf,
  compileExpression,
  evaluateOver,
  hasColumn,
  type InferredColumn,
  nearestName,
  schemaOf,
  type Table,
} from '@tend/table';
import { charterPath, readCharter } from '../charter/read-charter.ts';
import { describeAlmost, proposeTerms, splitRows } from '../data/index.ts';
import type { Deps } from '../ports.ts';
import { aliasesFor } from './aliases.ts';
import { proposeRule } from './propose-rule.ts';
import { proposeSplit } from './propose-split.ts';
import { proposeTarget } from './propose-target.ts';
import { readToPropose } from './read-to-propose.ts';
import { writeCharter } from './write-charter.ts';

/**
 * Proposes a charter for a data file: everything that a machine can say (target expression, split, metric, rule of
 * thumb, contract, leak suspects) and blanks for what only people know. TND-1007 where a charter exists already.
 */
export async function initCharter(deps: Deps, input: ParsedInputOf<'init'>): Promise<InitAnswer> {
  if (await deps.files.read(charterPath))
    throw new Problem('TND-1007', {
      message: `${charterPath} exists here already`,
      expected: 'a folder without a charter',
      came: deps.files.root,
      next: ['edit it, or work in another folder', 'npx --no-install tend run'],
    });
  const readAt = deps.clock.now();
  deps.onEvent({ event: 'stageStarted', stage: 'data' });
  const { table, columns, source } = await readToPropose(deps, input.data, input.maxRejected);
  const column = targetColumn(table, input.target);
  const exploredAt = deps.clock.now();
  const size = `${formatCount(table.rowCount, 'row')}, ${formatCount(table.columns.length, 'column')}`;
  const read = { summary: `${sourceName(source)}: ${size}`, durationMs: exploredAt - readAt };
  deps.onEvent({ event: 'stageDone', stage: 'data', state: 'done', details: [], ...read });
  deps.onEvent({ event: 'stageStarted', stage: 'explore' });
  const aliases = aliasesFor(table);
  const target = proposeTarget(column, aliases);
  const expression = compileExpression(target.expression, { aliases, columns: schemaOf(table) });
  const outcomes = evaluateOver(expression, table);
  const split = proposeSplit(table, outcomes);
  const { train } = splitRows(table, outcomes, split.rule, 42, split.time);
  const candidates = table.columns.map(({ name }) => name).filter((name) => name !== column.name);
  const coded = codedColumns(table, train);
  const found = findLeakSuspects(
    coded,
    { type: 'binary', y: outcomes },
    {
      columns: candidates,
      redundancies: findRedundancies(coded, candidates),
      unknown: Int32Array.from(outcomes.keys()).filter((row) => (outcomes[row] ?? -1) < 0),
      sources: [column.name],
      ...(split.time === undefined ? {} : { timeColumn: split.time }),
    },
  );
  const leaks = leakFindings(found);
  const suspects = new Set(found.map((suspect) => suspect.column));
  const rule = proposeRule(
    table,
    train,
    outcomes,
    candidates.filter((name) => !suspects.has(name)),
    aliases,
  );
  const name = input.name ?? nameFrom(source);
  const text = writeCharter({
    name,
    source,
    maxRejected: input.maxRejected,
    owner: deps.actor.name,
    target,
    split,
    rule,
    aliases,
    contract: contractOf(table, train, { columns, target: column.name }),
    reasons: new Map(columns.map(({ name, meaning, reason }) => [name, `${meaning}: ${reason}`])),
    missing: missingSpellings(columns),
    separate: input.separate,
    suspects: leaks,
  });
  const charter = readCharter(text);
  const explored = { summary: formatCount(leaks.length, 'leak suspect'), durationMs: deps.clock.now() - exploredAt };
  deps.onEvent({ event: 'stageDone', stage: 'explore', state: 'done', details: [], ...explored });
  await deps.files.write(charterPath, deps.utf8.encode(text));
  const known = outcomes.reduce((sum, value) => sum + (value >= 0 ? 1 : 0), 0);
  const positives = outcomes.reduce((sum, value) => sum + (value === 1 ? 1 : 0), 0);
  return {
    charterPath,
    name,
    rows: table.rowCount,
    columns: table.columns.length,
    target: charter.target.expression,
    positiveShare: known === 0 ? 0 : positives / known,
    proposals: [
      ...(typeof source === 'object' && 'encoding' in source && typeof input.data === 'string'
        ? [`source: read as ${source.encoding}, which all its bytes fit: see whether its letters are right`]
        : []),
      `target: ${target.reason}; ${formatNumber(positives)} of ${formatNumber(known)} rows are positive (${formatShare(positives / Math.max(1, known))})`,
      `split: ${split.reason}`,
      rule
        ? `rule of thumb: ${rule.expression}, ${rule.reason}`
        : 'rule of thumb: none found, write the one in use under decision.rule',
      `contract: ${table.columns.length} columns with types, ranges and shares of missing values`,
      ...columns.flatMap((column) => describeAlmost(column, true) ?? []),
      ...leaks.map(({ message }) => `leak suspect: ${message}`),
    ],
    blanks: blanksOf(charter),
  };
}

/**
 * The terms that the training rows propose, with the spelling of the cells: a stated type is read by what is stated alone. Rows
 * without an outcome do not train, so the share of them is that of all rows.
 */
function contractOf(
  table: Table,
  train: Int32Array,
  { columns, target }: { readonly columns: readonly InferredColumn[]; readonly target: string },
): Readonly<Record<string, ColumnContract>> {
  const all = Int32Array.from({ length: table.rowCount }, (_, row) => row);
  const proposed = table.columns.map((column, i) => {
    const { name } = column;
    const { type, ...terms } = proposeTerms(column, train);
    const format = columns[i]?.format;
    const { missingAtMost } = name === target ? proposeTerms(column, all) : terms;
    return [name, { type, ...(format && { format }), ...terms, ...(missingAtMost !== undefined && { missingAtMost }) }];
  });
  // fromEntries defines properties: a column named __proto__ stays a column.
  return Object.fromEntries(proposed);
}

/** Spellings of missing values that were found beside the empty cell, by column. */
function missingSpellings(columns: readonly InferredColumn[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    columns.flatMap(({ name, missing = [] }) => (missing.length === 0 ? [] : [[name, ['', ...missing]]])),
  );
}

function targetColumn(table: Table, name: string): Column {
  if (hasColumn(table, name)) return columnOf(table, name);
  const names = table.columns.map((column) => column.name);
  const nearest = nearestName(name, names);
  throw new Problem('TND-1008', {
    message: `the data has no column ${name}`,
    expected: `one of ${names.join(', ')}`,
    came: name,
    next: nearest === undefined ? [] : [`did you mean --target ${JSON.stringify(nearest)}?`],
  });
}

/** A project's name from its file, or the folder of its files: lower case letters, digits and hyphens. */
function nameFrom(source: DataSource): string {
  const path = typeof source === 'object' && 'postgres' in source ? source.postgres : sourceName(source);
  const names = path.split(/[\\/]/).map((part) =>
    part
      .replace(/(\.[^.]*)?(\.gz)?$/i, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '')
      .slice(0, 40),
  );
  return names.findLast((name) => name !== '') ?? 'project';
}
