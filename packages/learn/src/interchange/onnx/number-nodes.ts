import type { OnnxGraph } from './onnx-graph.ts';
import { elementTypes } from './tensor.ts';

/** Arithmetic on rows x 1 values of float64, as operators of a graph. */
export interface NumberNodes {
  number(value: number): string;
  add(a: string, b: string): string;
  subtract(a: string, b: string): string;
  multiply(a: string, b: string): string;
  divide(a: string, b: string): string;
  floor(value: string): string;
  exp(value: string): string;
  log(value: string): string;
  squareRoot(value: string): string;
  /** The value without its sign. */
  size(value: string): string;
  /** No NaN may come in: runtimes differ in what they make of it. */
  within(value: string, lower: number, upper: number): string;
  less(a: string, b: string): string;
  lessOrEqual(a: string, b: string): string;
  not(condition: string): string;
  either(a: string, b: string): string;
  equal(a: string, b: string): string;
  isMissing(value: string): string;
  where(condition: string, yes: string, no: string): string;
  asFloat(value: string): string;
  asDouble(value: string): string;
  /** The sum of each row, rows x 1. */
  sum(value: string): string;
  /** values[index], for a whole number from 0. */
  lookUp(values: readonly number[], index: string): string;
  /** A row of constants, to be compared with rows x 1 values. */
  row(values: readonly number[]): string;
  /** The columns of several values beside each other. */
  beside(values: readonly string[]): string;
}

export function numberNodes(graph: OnnxGraph): NumberNodes {
  const number = (value: number): string => graph.constant({ type: 'double', shape: [], values: [value] });
  const cast = (value: string, to: 'float' | 'double' | 'int64'): string =>
    graph.node('Cast', [value], { to: { kind: 'int', value: elementTypes[to] } });
  return {
    number,
    add: (a, b) => graph.node('Add', [a, b]),
    subtract: (a, b) => graph.node('Sub', [a, b]),
    multiply: (a, b) => graph.node('Mul', [a, b]),
    divide: (a, b) => graph.node('Div', [a, b]),
    floor: (value) => graph.node('Floor', [value]),
    exp: (value) => graph.node('Exp', [value]),
    log: (value) => graph.node('Log', [value]),
    squareRoot: (value) => graph.node('Sqrt', [value]),
    size: (value) => graph.node('Abs', [value]),
    within: (value, lower, upper) => graph.node('Min', [graph.node('Max', [value, number(lower)]), number(upper)]),
    less: (a, b) => graph.node('Less', [a, b]),
    lessOrEqual: (a, b) => graph.node('LessOrEqual', [a, b]),
    not: (condition) => graph.node('Not', [condition]),
    either: (a, b) => graph.node('Or', [a, b]),
    equal: (a, b) => graph.node('Equal', [a, b]),
    isMissing: (value) => graph.node('IsNaN', [value]),
    where: (condition, yes, no) => graph.node('Where', [condition, yes, no]),
    asFloat: (value) => cast(value, 'float'),
    asDouble: (value) => cast(value, 'double'),
    sum: (value) => graph.node('ReduceSum', [value, graph.constant({ type: 'int64', shape: [1], values: [1] })]),
    lookUp: (values, index) =>
      graph.node('Gather', [graph.constant({ type: 'double', shape: [values.length], values }), cast(index, 'int64')]),
    row: (values) => graph.constant({ type: 'double', shape: [1, values.length], values }),
    beside: (values) => graph.node('Concat', values, { axis: { kind: 'int', value: 1 } }),
  };
}
