import type { Column, ColumnKind } from '@tend/table';
import { InvalidExpectation } from '../invalid-expectation.ts';

/** Names of types in Tend, Python, NumPy, pandas and SQL, by the kind of column that holds such values. */
const kindsOf: Readonly<Record<string, readonly ColumnKind[]>> = {
  ...named(['text', 'str', 'string', 'object', 'varchar', 'char', 'stringdtype', 'categorydtype', 'category'], 'text'),
  ...named(['integer', 'int', 'int8', 'int16', 'int32', 'int64', 'bigint', 'smallint', 'int64dtype'], 'integer'),
  ...named(['uint8', 'uint16', 'uint32', 'uint64', 'long'], 'integer'),
  ...named(['float', 'float16', 'float32', 'float64', 'double', 'real', 'numeric', 'float64dtype'], 'number'),
  ...named(['boolean', 'bool', 'bool_', 'booleandtype'], 'boolean'),
  ...named(['date'], 'date'),
  ...named(['instant', 'datetime', 'datetime64', 'datetime64[ns]', 'timestamp'], 'instant'),
  number: ['number', 'integer'],
};

function named(names: readonly string[], kind: ColumnKind): Record<string, readonly ColumnKind[]> {
  return Object.fromEntries(names.map((name) => [name, [kind]]));
}

/** Whether the values of a column are of the type. InvalidExpectation for a name that is no type. */
export function isOfType(column: Pick<Column, 'kind'>, type: string): boolean {
  const kinds = Object.hasOwn(kindsOf, type.toLowerCase()) ? kindsOf[type.toLowerCase()] : undefined;
  if (kinds === undefined)
    throw new InvalidExpectation('type_', `one of ${[...new Set(Object.keys(kindsOf))].join(', ')}`, type);
  return kinds.includes(column.kind);
}
