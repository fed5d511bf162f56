import { type LeakTarget, leakTargetOf } from '@tend/learn';
import { type Charter, Problem } from '@tend/protocol';
import {
  type Column,
  columnOf,
  compileExpression,
  evaluateOver,
  hasColumn,
  InvalidExpression,
  nearestName,
  type Schema,
  type StoredTable,
  schemaOf,
  type Table,
} from '@tend/table';
import { expressionOn, storedOutcomes } from '../stage/workbench.ts';
import type { ReportTarget } from './report/report-data.ts';

/** An outcome with its name and the columns that it is computed from. */
export interface NamedTarget {
  readonly target: LeakTarget;
  readonly about: ReportTarget;
  readonly sources: readonly string[];
}

/** The charter's outcome, for which only the columns that it is computed from are read. */
export async function chartedTarget(charter: Charter, table: StoredTable): Promise<NamedTarget> {
  const target: LeakTarget = { type: 'binary', y: await storedOutcomes(charter, table) };
  const about = { name: charter.target.expression, type: 'binary' } as const;
  return { target, about, sources: chartedSources(charter, table.schema) };
}

/** The columns that the charter's outcome is computed from. */
export function chartedSources(charter: Charter, schema: Schema): readonly string[] {
  return expressionOn(charter, schema, charter.target.expression, 'target.expression').columns;
}

/**
 * The outcome that a person asks about: a column (of two values: whether it has the rarer one) or an expression that is true or
 * false. TND-1008 where it is neither, TND-1006 for an expression that does not hold, TND-1202 for times.
 */
export function askedTarget(asked: string, table: Table, aliases: Readonly<Record<string, string>>): NamedTarget {
  const name = Object.hasOwn(aliases, asked) ? (aliases[asked] ?? asked) : asked;
  if (hasColumn(table, name)) return ofColumn(columnOf(table, name));
  try {
    const expression = compileExpression(asked, { aliases, columns: schemaOf(table) });
    const y = evaluateOver(expression, table);
    return { target: { type: 'binary', y }, about: { name: asked, type: 'binary' }, sources: expression.columns };
  } catch (error) {
    if (!(error instanceof InvalidExpression)) throw error;
    throw notATarget(asked, table, error);
  }
}

function notATarget(asked: string, table: Table, error: InvalidExpression): Problem {
  const names = table.columns.map(({ name }) => name);
  const nearest = nearestName(asked, names);
  const next =
    nearest === undefined ? ['name a column with --target'] : [`did you mean --target ${JSON.stringify(nearest)}?`];
  // A single word is the name of a column that is not there, whatever else it may be.
  if (/^[\p{L}\p{N}_ .-]+$/u.test(asked))
    return new Problem('TND-1008', {
      message: `the data has no column ${asked}`,
      expected: `one of ${names.slice(0, 30).join(', ')}${names.length > 30 ? ', …' : ''}`,
      came: asked,
      next,
    });
  return new Problem(
    'TND-1006',
    {
      message: `--target: ${error.message}`,
      expected: 'a column, or an expression over columns that is true or false',
      came: asked,
      next,
    },
    { cause: error },
  );
}

function ofColumn(column: Column): NamedTarget {
  const { name, kind } = column;
  if (kind === 'date' || kind === 'instant')
    throw new Problem('TND-1202', {
      message: `${name} holds times and cannot be a target`,
      expected: 'a column with an outcome',
      came: `a column of type ${kind}`,
      next: ['choose another column with --target'],
    });
  const two = rarerOfTwo(column);
  if (two !== undefined)
    return {
      target: { type: 'binary', y: two.y },
      about: { name: `${name} is ${two.positive}`, type: 'binary' },
      sources: [name],
    };
  const target = leakTargetOf(column);
  return { target, about: { name, type: target.type }, sources: [name] };
}

/** A column of two values as yes or no: 1 of 0 and 1, true, or the rarer one. */
function rarerOfTwo(column: Column): { readonly y: Int8Array; readonly positive: string } | undefined {
  const codes: ArrayLike<number> = column.kind === 'text' ? column.codes : column.values;
  const isMissing = (code: number): boolean => (column.kind === 'text' ? code < 0 : Number.isNaN(code));
  const counts = new Map<number, number>();
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? Number.NaN;
    if (isMissing(code)) continue;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (counts.size > 2) return undefined;
  }
  const [first, second] = [...counts].sort(([a], [b]) => a - b);
  if (first === undefined || second === undefined) return undefined;
  const isZeroOne = column.kind !== 'text' && first[0] === 0 && second[0] === 1;
  const [positive] = isZeroOne || second[1] <= first[1] ? second : first;
  const label =
    column.kind === 'text'
      ? (column.dictionary[positive] ?? '')
      : column.kind === 'boolean'
        ? String(positive === 1)
        : String(positive);
  return {
    y: Int8Array.from(codes, (code) => (isMissing(code) ? -1 : code === positive ? 1 : 0)),
    positive: label,
  };
}
