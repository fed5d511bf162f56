import { type Charter, type ColumnContract, type DataCheck, Problem } from '@tend/protocol';
import { type ColumnKind, nearestName, type Schema } from '@tend/table';
import type { Ports } from '../ports.ts';
import { type CharterPath, placeInCharter } from './place-in-charter.ts';
import { charterPath } from './read-charter.ts';

/**
 * TND-1001 where the charter names a column that the source does not have, goes by a time that is none, or bounds what
 * are no numbers, with line, column and the nearest name. Expressions are checked where they are compiled.
 */
export async function checkColumns(
  ports: Pick<Ports, 'files' | 'utf8'>,
  charter: Charter,
  schema: Schema,
): Promise<void> {
  const names = schema.map(({ name }) => name);
  for (const [path, column] of namedColumns(charter)) {
    if (names.includes(column)) continue;
    const nearest = nearestName(column, names);
    throw new Problem('TND-1001', {
      message: `${dotted(path)} names a column that the source does not have: ${column}`,
      expected: `one of ${names.join(', ')}`,
      came: column,
      place: await placeInCharter(ports, path),
      next: [
        nearest === undefined
          ? `correct ${dotted(path)} in ${charterPath}`
          : `did you mean ${JSON.stringify(nearest)}?`,
      ],
    });
  }
  const kindOf = (column: string) =>
    charter.data.contract[column]?.type ?? schema.find(({ name }) => name === column)?.kind;
  const time = charter.data.time?.column;
  if (time !== undefined && kindOf(time) !== 'date' && kindOf(time) !== 'instant') {
    const path = ['data', 'time', 'column'];
    throw new Problem('TND-1001', {
      message: `data.time.column: ${time} does not hold times`,
      expected: 'a column of dates (2001-03-05) or of dates with times',
      came: `a column of type ${kindOf(time)}`,
      next: ['write the dates as YYYY-MM-DD, or name another column'],
      place: await placeInCharter(ports, path),
    });
  }
  for (const [column, terms] of Object.entries(charter.data.contract)) {
    const bound = terms.min === undefined ? 'max' : 'min';
    const kind = kindOf(column);
    if (terms[bound] === undefined || kind === undefined || isBoundOf(kind, terms)) continue;
    const path = ['data', 'contract', column, bound];
    throw new Problem('TND-1001', {
      message: `${dotted(path)}: min and max are for numbers and times`,
      expected: 'numbers for a column of numbers, dates such as 2026-12-31 for a column of times',
      came: `${JSON.stringify(terms[bound])} for a column of type ${kind}`,
      place: await placeInCharter(ports, path),
      next: [`remove min and max from data.contract.${column}`],
    });
  }
}

function isBoundOf(kind: ColumnKind, { min, max }: ColumnContract): boolean {
  const isNumber = kind === 'number' || kind === 'integer';
  const isTime = kind === 'date' || kind === 'instant';
  return [min, max].every((bound) => bound === undefined || (typeof bound === 'number' ? isNumber : isTime));
}

/** Every column that the charter names outside of an expression, with its path. */
function namedColumns({ data, slices, split }: Charter): readonly (readonly [path: CharterPath, column: string])[] {
  const list = (path: CharterPath, columns: readonly string[]) =>
    columns.map((column, i) => [[...path, i], column] as const);
  const items = (path: CharterPath, all: readonly { readonly column: string }[]) =>
    all.map(({ column }, i) => [[...path, i, 'column'], column] as const);
  const keys = (path: CharterPath, entries: object) =>
    Object.keys(entries).map((column) => [[...path, column], column] as const);
  return [
    ...Object.entries(data.aliases).map(([alias, column]) => [['data', 'aliases', alias], column] as const),
    ...(data.time === undefined ? [] : [[['data', 'time', 'column'], data.time.column] as const]),
    ...keys(['data', 'missing'], data.missing).filter(([, column]) => column !== '*'),
    ...items(['data', 'exclude'], data.exclude),
    ...items(['data', 'keep'], data.keep),
    ...list(['data', 'protected'], data.protected),
    ...keys(['data', 'contract'], data.contract),
    ...data.checks.flatMap((check, i) => columnsInCheck(['data', 'checks', i], check)),
    ...(split.by === 'group' ? [[['split', 'column'], split.column] as const] : []),
    ...list(['slices'], slices),
  ];
}

/** That a column exists, and which columns there are, a check may ask of any name. */
function columnsInCheck(path: CharterPath, check: DataCheck): readonly (readonly [CharterPath, string])[] {
  if (check.expect === 'expect_column_to_exist' || check.expect === 'expect_table_columns_to_match_ordered_list')
    return [];
  if ('column' in check) return [[[...path, 'column'], check.column]];
  if ('column_A' in check)
    return [
      [[...path, 'column_A'], check.column_A],
      [[...path, 'column_B'], check.column_B],
    ];
  return 'column_list' in check ? check.column_list.map((name, i) => [[...path, 'column_list', i], name] as const) : [];
}

function dotted(path: CharterPath): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}
