import { isNode, nameOf, type SyntaxNode } from './walk.ts';

/** Names this node declares for its file. An ambient declaration (`declare const x`) gives nothing, so it declares none. */
export function namesDeclaredBy(node: SyntaxNode, parent: SyntaxNode | undefined): readonly string[] {
  if (parent?.declare === true) return [];
  const patterns = [node.params, node.param, node.local];
  if (node.type !== 'MetaProperty') patterns.push(node.id);
  return patterns.flat().flatMap(namesInPattern);
}

function namesInPattern(pattern: unknown): readonly string[] {
  if (!isNode(pattern)) return [];
  const name = nameOf(pattern);
  if (name !== undefined) return [name];
  const parts = [
    pattern.properties,
    pattern.elements,
    pattern.argument,
    pattern.left,
    pattern.parameter,
    pattern.items,
  ];
  if (pattern.type === 'Property') parts.push(pattern.value);
  return parts.flat().flatMap(namesInPattern);
}

/** The name this node takes from its surroundings: a plain name, `globalThis.x`, or `globalThis` alone. */
export function nameUsedBy(node: SyntaxNode, parent: SyntaxNode | undefined, key: string): string | undefined {
  if (node.type === 'MemberExpression' && nameOf(unwrapped(node.object)) === 'globalThis')
    return `globalThis.${nameOf(node.property) ?? '(computed)'}`;
  const name = nameOf(node);
  if (name === undefined || parent === undefined) return undefined;
  if (name === 'globalThis') return isHandedOn(parent) ? name : undefined;
  const isMemberName = (key === 'key' || key === 'property') && parent.computed !== true;
  const isNoValue = ['id', 'imported', 'exported', 'label'].includes(key);
  const isTypeMember = parent.type === 'TSQualifiedName' && key === 'right';
  return isMemberName || isNoValue || isTypeMember ? undefined : name;
}

const wrappers: ReadonlySet<string> = new Set(['TSAsExpression', 'ParenthesizedExpression', 'TSNonNullExpression']);

/** `globalThis` that is neither asked for a member nor wrapped on the way to one. */
function isHandedOn(parent: SyntaxNode): boolean {
  return parent.type !== 'MemberExpression' && !wrappers.has(parent.type);
}

function unwrapped(node: unknown): unknown {
  return isNode(node) && wrappers.has(node.type) ? unwrapped(node.expression) : node;
}
