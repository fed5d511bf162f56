import { kindNouns } from '../column-kinds.ts';
import { nearestName } from '../nearest-name.ts';
import type { Cell, ColumnKind, Row, Schema } from '../table.ts';
import { storedValue } from '../table-from-rows.ts';
import { checkSyntax, type Scope } from './check-syntax.ts';
import type { Expression, Value, ValueType } from './expression.ts';
import { InvalidExpression } from './invalid-expression.ts';
import { parseSyntax } from './parse-syntax.ts';
import { typeNouns } from './typed-node.ts';

export interface ExpressionNames {
  readonly columns: Schema;
  /** Short names for columns: alias -> column. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * Compiles a condition in the grammar of CEL, e.g. `damage != 'None' && speed >= 65`. Columns and aliases that are
 * identifiers stand as they are, every column as `row["Wildlife Size"]`; dates and instants compare with quoted ISO
 * 8601. Operators: == != < <= > >= in && || ! ?: + - * / %, text.contains/startsWith/endsWith and size(text).
 * InvalidExpression names position, names in reach and the likely correction. No code is generated.
 */
export function compileExpression(text: string, names: ExpressionNames): Expression {
  const aliases = names.aliases ?? {};
  const kinds = new Map(names.columns.map(({ name, kind }) => [name, kind]));
  const columnNames = [...kinds.keys()];
  const inReach = [...new Set([...Object.keys(aliases), ...columnNames])];
  const used = new Map<string, ColumnKind>();
  const fail = (message: string, position: number): InvalidExpression =>
    new InvalidExpression(message, text, position, inReach);
  const use = (column: string, kind: ColumnKind): { column: string; type: ValueType } => {
    used.set(column, kind);
    return { column, type: kind === 'integer' ? 'number' : kind };
  };
  const resolveColumn: Scope['resolveColumn'] = (name, position) => {
    const kind = kinds.get(name);
    if (kind !== undefined) return use(name, kind);
    throw fail(`there is no column ${JSON.stringify(name)}${didYouMean(name, columnNames)}`, position);
  };
  const resolve: Scope['resolve'] = (name, position) => {
    const target = Object.hasOwn(aliases, name) ? aliases[name] : undefined;
    const kind = kinds.get(target ?? name);
    if (target !== undefined && target !== name && kinds.has(name))
      throw fail(`"${name}" is both a column and an alias of "${target}"; rename the alias`, position);
    if (kind !== undefined) return use(target ?? name, kind);
    if (target !== undefined)
      throw fail(
        `the alias "${name}" stands for "${target}", which is no column${didYouMean(target, columnNames)}`,
        position,
      );
    const habit = /^(null|true|false)$/i.test(name) ? `; write ${name.toLowerCase()}` : didYouMean(name, inReach);
    throw fail(`there is no name "${name}"${habit}`, position);
  };

  const root = checkSyntax(parseSyntax(text, inReach), { text, columnNames, resolve, resolveColumn, fail });
  if (root.type !== 'boolean') {
    const advice = root.column === undefined ? '' : `; compare it, as in ${root.source} == ${exampleOf(root.type)}`;
    throw fail(`the expression gives ${typeNouns[root.type]}, true or false is needed${advice}`, 0);
  }
  const bind = root.bind as Expression['bind'];
  let current: Row = {};
  const ofCurrent = bind((column) => () => valueIn(current, column, used.get(column) ?? 'text'));
  return {
    text,
    columns: [...used.keys()],
    bind,
    evaluateRow(row) {
      current = row;
      return ofCurrent(0);
    },
  };
}

function valueIn(row: Row, column: string, kind: ColumnKind): Value {
  const cell: Cell | undefined = Object.hasOwn(row, column) ? row[column] : undefined;
  if (cell === undefined) throw new RangeError(`the row has no column "${column}"`);
  const value = storedValue(kind, cell);
  if (value === undefined) throw new RangeError(`column "${column}" of the row is not ${kindNouns[kind]}`);
  return kind === 'boolean' && value !== null ? value === 1 : value;
}

function didYouMean(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  if (nearest !== undefined)
    return `; did you mean ${/^[A-Za-z_]\w*$/.test(nearest) ? nearest : `row[${JSON.stringify(nearest)}]`}?`;
  const shown = names.slice(0, 8).map((known) => JSON.stringify(known));
  return `; there ${names.length === 1 ? 'is' : 'are'} ${shown.join(', ')}${names.length > 8 ? ` and ${names.length - 8} more` : ''}`;
}

function exampleOf(type: ValueType): string {
  return type === 'text' ? "'...'" : type === 'number' ? '1' : "'2001-03-05'";
}
