import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { InvalidExpression } from './invalid-expression.ts';

const maxExpressionLength = 4000;
/** Chains such as a + b + c nest as well; what checks and evaluates a tree calls itself at each level. */
const maxTreeDepth = 500;

/** Only the grammar of CEL is used; names, types and evaluation are ours, because CEL has no unknown values. */
const grammar: Environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 4000, maxDepth: 60, maxListElements: 1000, maxMapEntries: 0, maxCallArguments: 4 },
});

/** What people write from the habit of SQL and Python, and what stands for it here. */
const habits: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/^=/, 'write == to compare'],
  [/^and\b/i, 'write && for "and"'],
  [/^or\b/i, 'write || for "or"'],
  [/^is\b/i, 'write == null or != null'],
  [/^not\b/i, 'write ! for "not", as in !(a in [1, 2])'],
  [/^i?like\b/i, 'use name.contains("..."), .startsWith("...") or .endsWith("...")'],
  [/^between\b/i, 'write a >= 1 && a <= 2'],
  [/^in\b/i, 'write a in [1, 2], with "in" in small letters'],
  [/^>/, 'write != for "not equal"'],
];

/** The syntax tree of an expression; InvalidExpression with the place and, for known habits, what to write instead. */
export function parseSyntax(text: string, names: readonly string[]): ASTNode {
  const fail = (message: string, position: number) => new InvalidExpression(message, text, position, names);
  if (text.length > maxExpressionLength)
    throw fail(`the expression has ${text.length} characters, at most ${maxExpressionLength} are read`, 0);
  if (text.trim() === '') throw fail('the expression is empty', 0);
  try {
    const { ast } = grammar.parse(text);
    const tooDeep = nodeBelow(ast, maxTreeDepth);
    if (tooDeep !== undefined) throw fail(`the expression is nested more than ${maxTreeDepth} deep`, tooDeep.start);
    return ast;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const position = error.range?.start ?? 0;
    const advice = adviceFor(error, text, position, names);
    const problem = position >= text.length ? 'the expression ends too early' : describe(error, text, position);
    throw fail(advice === undefined ? problem : `${problem}: ${advice}`, position);
  }
}

/** What is too much, by the limit of the grammar. */
const limits: Readonly<Record<string, (most: string) => string>> = {
  maxAstNodes: (most) => `the expression has more than ${most} parts`,
  maxDepth: (most) => `the expression is nested more than ${most} deep`,
  maxListElements: (most) => `a list has more than ${most} values`,
  maxMapEntries: () => 'a map in braces cannot stand in an expression',
  maxCallArguments: (most) => `a call has more than ${most} arguments`,
};

/** The first part of a tree that lies deeper than so many levels. */
function nodeBelow(root: ASTNode, levels: number): ASTNode | undefined {
  const open: { readonly node: ASTNode; readonly depth: number }[] = [{ node: root, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > levels) return node;
    for (const child of childrenOf(node.args)) open.push({ node: child, depth: depth + 1 });
  }
  return undefined;
}

/** The parts of a node: its arguments are one, or lists of parts, names and values. */
function childrenOf(args: unknown): readonly ASTNode[] {
  if (Array.isArray(args)) return args.flatMap(childrenOf);
  return args !== null && typeof args === 'object' && 'op' in args ? [args as ASTNode] : [];
}

function describe(error: ParseError, text: string, position: number): string {
  const code = error.code;
  const limit = /^Exceeded (\w+) \((\d+)\)$/.exec(error.summary);
  const exceeded = limit === null ? undefined : limits[limit[1] ?? ''];
  if (exceeded !== undefined) return `${exceeded(limit?.[2] ?? '')}, at character ${position + 1}`;
  if (code !== 'unexpected_character' && code !== 'unexpected_token' && code !== 'expected_token')
    return `${error.summary.toLowerCase()}, at character ${position + 1}`;
  const came = /^(\w+|.)/u.exec(text.slice(position))?.[0] ?? '';
  return `${came} is not expected here, at character ${position + 1}`;
}

function adviceFor(error: ParseError, text: string, position: number, names: readonly string[]): string | undefined {
  if (error.code === 'reserved_identifier') {
    const word = /^\w+/.exec(text.slice(position))?.[0] ?? '';
    return `the word is reserved; write row["${word}"]`;
  }
  const before = text.slice(0, position);
  if (/\bin\s*\([^()[\]]*$/i.test(before)) return 'a list stands in brackets, as in name in ["a", "b"]';
  if (/\b(not)\s*$/i.test(before)) return 'write ! for "not", as in !(a == 1)';
  const rest = text.slice(position);
  for (const [pattern, advice] of habits) {
    if (!pattern.test(rest) || (pattern.source === '^>' && !before.endsWith('<'))) continue;
    return advice;
  }
  const spelled = names.find((name) => !/^[A-Za-z_]\w*$/.test(name) && text.includes(name));
  return spelled === undefined ? undefined : `write row[${JSON.stringify(spelled)}] for the column`;
}
