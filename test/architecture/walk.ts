import { visitorKeys } from 'oxc-parser';

/** A node of the ESTree that oxc-parser gives, as a reader needs it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Calls `visit` for a node and everything below it, with the node it hangs from and the key it hangs by. */
export function walk(node: SyntaxNode, visit: Visit, parent?: SyntaxNode, key = ''): void {
  visit(node, parent, key);
  const keys = visitorKeys[node.type];
  if (keys === undefined) throw new Error(`unknown syntax ${node.type}: what is below it would go unread`);
  for (const childKey of keys)
    for (const child of [node[childKey]].flat()) if (isNode(child)) walk(child, visit, node, childKey);
}

type Visit = (node: SyntaxNode, parent: SyntaxNode | undefined, key: string) => void;

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name of an identifier; undefined of anything else. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;
}

/** The value of a string literal; undefined of anything else. */
export function textOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}
