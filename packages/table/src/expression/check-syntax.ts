import type { ASTNode } from '@marcbachmann/cel-js';
import { type ComparisonOperator, compare, isAmong } from './comparison.ts';
import type { Value, ValueType } from './expression.ts';
import { bindBinary, bindLogic, bindUnary, type TypedNode, typeNouns } from './typed-node.ts';

/** The names an expression may use, and how it says no. */
export interface Scope {
  readonly text: string;
  readonly columnNames: readonly string[];
  resolve(name: string, position: number): { readonly column: string; readonly type: ValueType };
  /** As `resolve`, for `row["..."]`: column names only. */
  resolveColumn(name: string, position: number): { readonly column: string; readonly type: ValueType };
  fail(message: string, position: number): Error;
}

type Operand = number | string | boolean;
const methods: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

/** Gives every part of a syntax tree its type and its evaluation; throws `scope.fail` at the first that has none. */
export function checkSyntax(ast: ASTNode, scope: Scope): TypedNode {
  const source = scope.text.slice(ast.start, ast.end);
  const position = ast.start;
  const node = (type: ValueType, bind: TypedNode['bind']): TypedNode => ({ type, source, position, bind });
  const literal = (type: ValueType, value: Value): TypedNode => ({
    ...node(type, () => () => value),
    constant: { value },
  });
  const column = (found: { column: string; type: ValueType }): TypedNode => ({
    ...node(found.type, (readerOf) => readerOf(found.column)),
    column: found.column,
  });
  const orFail = (bind: TypedNode['bind'] | string): TypedNode['bind'] => {
    if (typeof bind === 'string') throw scope.fail(bind, position);
    return bind;
  };
  const operand = (part: ASTNode, ...types: readonly ValueType[]): TypedNode => {
    const checked = checkSyntax(part, scope);
    if (types.includes(checked.type)) return checked;
    const wanted = types.map((type) => typeNouns[type]).join(' or ');
    throw scope.fail(
      `${checked.source} is ${typeNouns[checked.type]}, ${wanted} is needed${advise(checked, types)}`,
      part.start,
    );
  };

  switch (ast.op) {
    case 'value': {
      const value = literalValue(ast.args);
      if (value === undefined) throw scope.fail(`${source} cannot stand in an expression`, position);
      return literal(value === null ? 'null' : typeof value === 'string' ? 'text' : (typeof value as ValueType), value);
    }
    case 'id':
      return column(scope.resolve(ast.args, position));
    case '.':
    case '[]': {
      const [target, key] = ast.args;
      const name = typeof key === 'string' ? key : key.op === 'value' ? key.args : undefined;
      if (target.op !== 'id' || target.args !== 'row' || typeof name !== 'string')
        throw scope.fail(`${source} is not a column; write row["its name"]`, position);
      return column(scope.resolveColumn(name, position));
    }
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const [left, right] = [checkSyntax(ast.args[0], scope), checkSyntax(ast.args[1], scope)];
      return node('boolean', orFail(compare(ast.op as ComparisonOperator, left, right, scope.columnNames)));
    }
    case 'in': {
      if (ast.args[1].op !== 'list')
        throw scope.fail('after "in" stands a list in brackets, as in [1, 2]', ast.args[1].start);
      const elements = ast.args[1].args.map((element) => checkSyntax(element, scope));
      return node('boolean', orFail(isAmong(checkSyntax(ast.args[0], scope), elements)));
    }
    case '&&':
    case '||': {
      const [left, right] = [operand(ast.args[0], 'boolean', 'null'), operand(ast.args[1], 'boolean', 'null')];
      return node('boolean', bindLogic(left, right, ast.op === '||'));
    }
    case '!_':
      return node(
        'boolean',
        bindUnary(operand(ast.args, 'boolean', 'null'), (value) => !value),
      );
    case '-_': {
      const negated = operand(ast.args, 'number');
      const value = negated.constant?.value;
      return typeof value === 'number'
        ? literal('number', -value)
        : node(
            'number',
            bindUnary(negated, (known) => -Number(known)),
          );
    }
    case '+': {
      const left = operand(ast.args[0], 'number', 'text');
      return node(left.type, bindBinary(left, operand(ast.args[1], left.type), add));
    }
    case '-':
    case '*':
    case '/':
    case '%': {
      const [left, right] = [operand(ast.args[0], 'number'), operand(ast.args[1], 'number')];
      return node('number', bindBinary(left, right, arithmetic[ast.op]));
    }
    case '?:': {
      const [condition, first, second] = ast.args;
      return choose(operand(condition, 'boolean'), checkSyntax(first, scope), checkSyntax(second, scope), node, scope);
    }
    case 'call':
    case 'rcall': {
      const [name, receiver, rest] = ast.op === 'call' ? [ast.args[0], ast.args[1][0], ast.args[1].slice(1)] : ast.args;
      const [argument, ...surplus] = rest;
      const method = ast.op === 'rcall' && Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (receiver !== undefined && name === 'size' && argument === undefined)
        return node(
          'number',
          bindUnary(operand(receiver, 'text'), (text) => lengthOf(String(text))),
        );
      if (receiver === undefined || method === undefined || argument === undefined || surplus.length > 0)
        throw scope.fail(
          `${name}() is not known here; there are text.contains(part), text.startsWith(part), text.endsWith(part) and size(text)`,
          position,
        );
      const [text, part] = [operand(receiver, 'text'), operand(argument, 'text')];
      return node(
        'boolean',
        bindBinary(text, part, (a, b) => method(String(a), String(b))),
      );
    }
    default:
      throw scope.fail(`${source} cannot stand in an expression`, position);
  }
}

/** In UTF-16 units: a text that is put together to more is unknown, so that no row makes texts without bound. */
const longestText = 1_000_000;

function add(a: Operand, b: Operand): Value {
  if (typeof a !== 'string') return finite(Number(a) + Number(b));
  const other = String(b);
  return a.length + other.length > longestText ? null : a + other;
}

/** By code points. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

const arithmetic = {
  '-': (a: Operand, b: Operand): Value => finite(Number(a) - Number(b)),
  '*': (a: Operand, b: Operand): Value => finite(Number(a) * Number(b)),
  '/': (a: Operand, b: Operand): Value => finite(Number(a) / Number(b)),
  '%': (a: Operand, b: Operand): Value => finite(Number(a) % Number(b)),
} as const;

/** No infinity and no NaN leaves an operation: both are unknown. */
function finite(value: number): Value {
  return Number.isFinite(value) ? value : null;
}

function choose(
  condition: TypedNode,
  first: TypedNode,
  second: TypedNode,
  node: (type: ValueType, bind: TypedNode['bind']) => TypedNode,
  scope: Scope,
): TypedNode {
  const type = first.type === 'null' ? second.type : first.type;
  if (second.type !== 'null' && second.type !== type)
    throw scope.fail(
      `both sides of ":" need one type, these are ${typeNouns[first.type]} and ${typeNouns[second.type]}`,
      second.position,
    );
  return node(type, (readerOf) => {
    const [asked, yes, no] = [condition.bind(readerOf), first.bind(readerOf), second.bind(readerOf)];
    return (row) => {
      const answer = asked(row);
      return answer === null ? null : answer === true ? yes(row) : no(row);
    };
  });
}

function literalValue(value: unknown): Value | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  // CEL reads 5 as a bigint and 5u as an object around one; beyond 2^53 a float64 would be another number.
  const whole = typeof value === 'object' && 'valueOf' in value ? value.valueOf() : value;
  const number = typeof whole === 'bigint' ? Number(whole) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

function advise(node: TypedNode, wanted: readonly ValueType[]): string {
  if (node.column === undefined || !wanted.includes('boolean')) return '';
  if (node.type === 'number') return `; write ${node.source} == 1 or another comparison`;
  return node.type === 'text' ? `; write ${node.source} == '...' or another comparison` : '';
}
