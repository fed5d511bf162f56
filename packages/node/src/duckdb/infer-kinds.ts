import type { ColumnKind } from '@tend/table';
import { isCastableSql } from './castable.ts';
import type { CheckedFile } from './check-shape.ts';
import { guardedSql, unguarded } from './exact-text.ts';
import { rawColumn } from './load-raw.ts';
import type { Sandbox } from './open-sandbox.ts';
import { hasLeadingZero, inferredKinds, isBeyondExact, parseCell } from './parse-cell.ts';
import { locateField } from './scan-records.ts';
import { countText } from './source-file.ts';

export interface InferredKind {
  readonly kind: ColumnKind;
  /** One clause with numbers, for the person who reads the proposed charter. */
  readonly reason: string;
}

const sampleSize = 1000;

/** Forms of numbers and dates that other programs write and that are not guessed at: 1,234 and 3/4/2001 have two readings. */
const otherForms: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^[+-]?\d+,\d+$/, 'they look like numbers with a comma: write a decimal point to have them read as numbers'],
  [/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b/, 'they look like dates: write YYYY-MM-DD to have them read as dates'],
  [/^\d{4}[./]\d{1,2}[./]\d{1,2}\b/, 'they look like dates: write YYYY-MM-DD to have them read as dates'],
];

/** The kind of every column of `raw`, from all its values. A sample only chooses which kinds are worth checking. */
export async function inferKinds(sandbox: Sandbox, file: CheckedFile): Promise<readonly InferredKind[]> {
  const cells = file.names.map((_, index) => rawColumn(index));
  const counts = await countValues(sandbox, cells);
  const sample = (
    await sandbox.connection.runAndReadAll(
      `select ${cells.map(guardedSql).join(', ')} from raw order by rowid limit ${sampleSize}`,
    )
  ).getColumnsJS();
  const kinds: InferredKind[] = [];
  for (const [index, cell] of cells.entries()) {
    const { known, distinct } = counts[index] ?? { known: 0, distinct: 0 };
    const texts = (sample[index] ?? []).filter((text) => text !== null).map(unguarded);
    kinds.push(await inferKind({ sandbox, file, cell, index, known, distinct, texts }));
  }
  return kinds;
}

interface ColumnFacts {
  readonly sandbox: Sandbox;
  readonly file: CheckedFile;
  readonly cell: string;
  readonly index: number;
  /** Values that are not missing. */
  readonly known: number;
  readonly distinct: number;
  readonly texts: readonly string[];
}

async function inferKind(facts: ColumnFacts): Promise<InferredKind> {
  const { known, distinct, file, texts } = facts;
  const missing = file.recordCount - known;
  const rest = missing === 0 ? '' : `; ${countText(missing)} are missing`;
  if (known === 0) return { kind: 'text', reason: 'every value is missing, so nothing says what it holds' };
  const likely = inferredKinds.filter((kind) => share(texts, (text) => fits(kind, text)) >= 0.5);
  let nearly = '';
  for (const kind of likely) {
    const misfit = await firstMisfit(facts, kind);
    if (misfit === undefined) return { kind, reason: `${reasonFor(kind, known)}${rest}` };
    const place = locateField(file.bytes, file.delimiter.charCodeAt(0), misfit.row, facts.index);
    nearly = `; ${whyNot(kind, misfit.text)} in line ${countText(place?.line ?? 0)}`;
  }
  const other = otherForms.find(([pattern]) => share(texts, (text) => pattern.test(text)) >= 0.9)?.[1];
  const form = other === undefined ? nearly : `; ${other}`;
  const variety =
    distinct === known && known > 1
      ? `all ${countText(known)} values differ, so it looks like an identifier`
      : `${countText(distinct)} distinct ${distinct === 1 ? 'value' : 'values'} in ${countText(known)}`;
  return { kind: 'text', reason: `${variety}${form}${rest}` };
}

function fits(kind: (typeof inferredKinds)[number], text: string): boolean {
  if ((kind === 'integer' || kind === 'number') && hasLeadingZero(text)) return false;
  return parseCell(kind, text) !== undefined;
}

/** The first value that is not of the kind; undefined where the whole column is. */
async function firstMisfit(
  { sandbox, cell }: ColumnFacts,
  kind: (typeof inferredKinds)[number],
): Promise<{ readonly row: number; readonly text: string } | undefined> {
  const isPlain =
    kind === 'integer' || kind === 'number'
      ? `${isCastableSql(cell, kind)} and not regexp_matches(${cell}, '^[+-]?0[0-9]')`
      : 'false';
  const result = await sandbox.connection.stream(
    `select ${guardedSql(cell)}, min(rowid)::double as row from raw where ${cell} is not null and not (${isPlain})
     group by ${cell} order by row`,
  );
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const [texts, rows] = [chunk.getColumnVector(0), chunk.getColumnVector(1)];
    for (let i = 0; i < chunk.rowCount; i++) {
      const text = unguarded(texts.getItem(i));
      if (!fits(kind, text)) return { row: Number(rows.getItem(i)), text };
    }
  }
  return undefined;
}

async function countValues(
  sandbox: Sandbox,
  cells: readonly string[],
): Promise<readonly { readonly known: number; readonly distinct: number }[]> {
  const counts = cells.map((cell) => `count(${cell})::double, count(distinct ${cell})::double`);
  const row = (await sandbox.connection.runAndReadAll(`select ${counts.join(', ')} from raw`)).getRowsJS()[0] ?? [];
  return cells.map((_, i) => ({ known: Number(row[2 * i]), distinct: Number(row[2 * i + 1]) }));
}

function reasonFor(kind: Exclude<ColumnKind, 'text'>, known: number): string {
  const all = known === 1 ? 'the only value' : `all ${countText(known)} values`;
  const be = known === 1 ? 'is' : 'are';
  switch (kind) {
    case 'boolean':
      return `${all} ${be} true or false`;
    case 'integer':
      return `${all} ${be} whole ${known === 1 ? 'number' : 'numbers'}`;
    case 'number':
      return `${all} ${be} numbers, not all of them whole`;
    case 'date':
      return `${all} ${be} dates as YYYY-MM-DD`;
    case 'instant':
      return `${all} ${be} dates with a time; those without an offset are taken as UTC`;
  }
}

function whyNot(kind: Exclude<ColumnKind, 'text'>, text: string): string {
  const shown = `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;
  if (kind === 'integer' || kind === 'number') {
    if (hasLeadingZero(text)) return `a number would lose the leading zero of ${shown}`;
    if (isBeyondExact(text)) return `a number would round ${shown}`;
    return `${shown} is not a number`;
  }
  return `${shown} is not ${kind === 'boolean' ? 'true or false' : `a ${kind === 'date' ? 'date' : 'date with a time'}`}`;
}

function share(texts: readonly string[], isCounted: (text: string) => boolean): number {
  return texts.length === 0 ? 1 : texts.filter(isCounted).length / texts.length;
}
