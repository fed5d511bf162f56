import { parseDate, parseInstant } from '../calendar.ts';
import type { ValueType } from './expression.ts';
import { bindBinary, bindUnary, type TypedNode, typeNouns } from './typed-node.ts';

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
type Known = number | string | boolean;

const comparisons: Readonly<Record<ComparisonOperator, (a: Known, b: Known) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `left operator right`, or a sentence that says why the two cannot be compared. */
export function compare(
  operator: ComparisonOperator,
  left: TypedNode,
  right: TypedNode,
  columns: readonly string[],
): TypedNode['bind'] | string {
  if (left.type === 'null' || right.type === 'null') return compareWithNull(operator, left, right);
  const shadowed = [left, right].find((side) => isColumnInQuotes(side, columns));
  if (shadowed !== undefined && left.column === undefined && right.column === undefined)
    return `${shadowed.source} in quotes is text; write row[${JSON.stringify(shadowed.constant?.value)}] for the column`;
  const [a, b] = [adapt(left, right.type), adapt(right, left.type)];
  if (typeof a === 'string') return a;
  if (typeof b === 'string') return b;
  if (a.type !== b.type) return mismatch(a, b);
  if (a.type === 'boolean' && operator !== '==' && operator !== '!=')
    return `${operator} does not order true and false; use == or !=`;
  return bindBinary(a, b, comparisons[operator]);
}

/** `left in [elements]`, or a sentence that says why not. */
export function isAmong(left: TypedNode, elements: readonly TypedNode[]): TypedNode['bind'] | string {
  const values = new Set<Known>();
  for (const element of elements) {
    if (element.type === 'null') return 'null cannot stand in a list; write || and a comparison with == null';
    const adapted = adapt(element, left.type);
    if (typeof adapted === 'string') return adapted;
    if (adapted.type !== left.type) return mismatch(left, adapted);
    const value = adapted.constant?.value ?? null;
    if (value === null) return `the list holds ${element.source}; only values can stand in it, such as 'a' or 1`;
    values.add(value);
  }
  return bindUnary(left, (value) => values.has(value));
}

function compareWithNull(operator: ComparisonOperator, left: TypedNode, right: TypedNode): TypedNode['bind'] | string {
  if (operator !== '==' && operator !== '!=') return `null has no order; use == null or != null`;
  const asked = left.type === 'null' ? right : left;
  const isEqual = operator === '==';
  return (readerOf) => {
    const read = asked.bind(readerOf);
    return (row) => (read(row) === null) === isEqual;
  };
}

/** A text literal beside a date or an instant is read as one; anything else stays what it is. */
function adapt(node: TypedNode, wanted: ValueType): TypedNode | string {
  const text = node.constant?.value;
  if (node.type !== 'text' || typeof text !== 'string') return node;
  if (wanted !== 'date' && wanted !== 'instant') return node;
  const day = parseDate(text);
  const value = wanted === 'date' ? day : day === undefined ? parseInstant(text) : day * 86_400_000;
  if (value !== undefined) return { ...node, type: wanted, constant: { value }, bind: () => () => value };
  const form = wanted === 'date' ? "'2001-03-05'" : "'2001-03-05' or '2001-03-05T14:30:00Z'";
  return `${node.source} is not ${typeNouns[wanted]}; write ${form}`;
}

/** Why two types cannot be compared, with what to write instead where one is a literal. */
function mismatch(left: TypedNode, right: TypedNode): string {
  const [literal, other] = right.constant === undefined ? [left, right] : [right, left];
  const difference = `${other.source} is ${typeNouns[other.type]} and ${literal.source} is ${typeNouns[literal.type]}`;
  const value = literal.constant?.value;
  if (value === undefined) return difference;
  if (other.type === 'text') return `${difference}; write '${value}' in quotes`;
  if (other.type === 'number' && typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)))
    return `${difference}; write ${Number(value)} without quotes`;
  if (other.type === 'boolean') return `${difference}; compare it with true or false, without quotes`;
  return difference;
}

function isColumnInQuotes(node: TypedNode, columns: readonly string[]): boolean {
  const value = node.constant?.value;
  return typeof value === 'string' && columns.includes(value);
}
