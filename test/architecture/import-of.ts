import { isNode, nameOf, type SyntaxNode, textOf } from './walk.ts';

export type ImportKind = 'import' | 'export' | 'exportAll' | 'dynamic' | 'type' | 'require' | 'url';

export interface ImportSyntax {
  readonly kind: ImportKind;
  /** Absent where it is computed and so cannot be read. */
  readonly specifier: string | undefined;
}

/** The import that this node is, in any of the forms the language has; undefined where it is none. */
export function importOf(node: SyntaxNode): ImportSyntax | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return { kind: 'import', specifier: textOf(node.source) };
    case 'ExportAllDeclaration':
      return { kind: node.exported === null ? 'exportAll' : 'export', specifier: textOf(node.source) };
    case 'ExportNamedDeclaration':
      return node.source === null ? undefined : { kind: 'export', specifier: textOf(node.source) };
    case 'ImportExpression':
      return { kind: 'dynamic', specifier: textOf(node.source) };
    case 'TSImportType':
      return { kind: 'type', specifier: textOf(node.source) };
    case 'TSExternalModuleReference':
      return { kind: 'require', specifier: textOf(node.expression) };
    case 'CallExpression':
      return isRequire(node.callee) ? { kind: 'require', specifier: textOf(firstArgument(node)) } : undefined;
    case 'NewExpression':
      return moduleUrl(node);
    default:
      return undefined;
  }
}

/** `require(...)` and `import.meta.resolve(...)`. */
function isRequire(callee: unknown): boolean {
  if (nameOf(callee) === 'require') return true;
  return (
    isNode(callee) &&
    nameOf(callee.property) === 'resolve' &&
    isNode(callee.object) &&
    callee.object.type === 'MetaProperty'
  );
}

/** `new URL('./x.ts', import.meta.url)`: how a worker's module is named. */
function moduleUrl(node: SyntaxNode): ImportSyntax | undefined {
  const specifier = textOf(firstArgument(node));
  return nameOf(node.callee) === 'URL' && specifier?.endsWith('.ts') ? { kind: 'url', specifier } : undefined;
}

function firstArgument(node: SyntaxNode): unknown {
  return Array.isArray(node.arguments) ? node.arguments[0] : undefined;
}
