import type { CellReader, Value, ValueType } from './expression.ts';

/** A checked part of an expression: its type is known before any row is seen. */
export interface TypedNode {
  readonly type: ValueType;
  /** The text it was written as, for messages. */
  readonly source: string;
  readonly position: number;
  /** Set where it is a literal. */
  readonly constant?: { readonly value: Value };
  /** Set where it is a column. */
  readonly column?: string;
  bind(readerOf: (column: string) => CellReader): CellReader;
}

/** What a type is called in messages. */
export const typeNouns: Readonly<Record<ValueType, string>> = {
  number: 'a number',
  boolean: 'true or false',
  text: 'text',
  date: 'a date',
  instant: 'an instant',
  null: 'null',
};

type Unary = (value: number | string | boolean) => Value;
type Binary = (left: number | string | boolean, right: number | string | boolean) => Value;

/** Applies a function where the operand is known; unknown stays unknown. */
export function bindUnary(operand: TypedNode, apply: Unary): TypedNode['bind'] {
  return (readerOf) => {
    const read = operand.bind(readerOf);
    return (row) => {
      const value = read(row);
      return value === null ? null : apply(value);
    };
  };
}

/** Applies a function where both operands are known; unknown on either side stays unknown. */
export function bindBinary(left: TypedNode, right: TypedNode, apply: Binary): TypedNode['bind'] {
  return (readerOf) => {
    const [readLeft, readRight] = [left.bind(readerOf), right.bind(readerOf)];
    return (row) => {
      const a = readLeft(row);
      if (a === null) return null;
      const b = readRight(row);
      return b === null ? null : apply(a, b);
    };
  };
}

/** Kleene's `&&` (decisive = false) and `||` (decisive = true): a decisive side decides, else unknown prevails. */
export function bindLogic(left: TypedNode, right: TypedNode, decisive: boolean): TypedNode['bind'] {
  return (readerOf) => {
    const [readLeft, readRight] = [left.bind(readerOf), right.bind(readerOf)];
    return (row) => {
      const a = readLeft(row);
      if (a === decisive) return decisive;
      const b = readRight(row);
      if (b === decisive) return decisive;
      return a === null || b === null ? null : !decisive;
    };
  };
}
