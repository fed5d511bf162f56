import { kindNouns } from '../column-kinds.ts';
import type { Cell, ColumnKind, Row } from '../table.ts';
import { storedValue } from '../table-from-rows.ts';
import { checkExpression, type ExpressionNames } from './check-expression.ts';
import type { Expression, Value, ValueType } from './expression.ts';
import { typeNouns } from './typed-node.ts';

/**
 * Compiles a condition in the grammar of CEL, e.g. `damage != 'None' && speed >= 65`. Columns and aliases that are
 * identifiers stand as they are, every column as `row["Wildlife Size"]`; dates and instants compare with quoted ISO
 * 8601. Operators: == != < <= > >= in && || ! ?: + - * / %, text.contains/startsWith/endsWith and size(text).
 * InvalidExpression names position, names in reach and the likely correction. No code is generated.
 */
export function compileExpression(text: string, names: ExpressionNames): Expression {
  const { root, used, fail } = checkExpression(text, names);
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

function exampleOf(type: ValueType): string {
  return type === 'text' ? "'...'" : type === 'number' ? '1' : "'2001-03-05'";
}
