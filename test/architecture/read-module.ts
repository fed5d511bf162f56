import { parseSync } from 'oxc-parser';
import { type ImportSyntax, importOf } from './import-of.ts';
import { namesDeclaredBy, nameUsedBy } from './names-in.ts';
import { isNode, walk } from './walk.ts';

export interface ModuleImport extends ImportSyntax {
  readonly line: number;
}

export interface NameUse {
  readonly name: string;
  readonly line: number;
}

/** One source file as the rules see it. */
export interface SourceModule {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly imports: readonly ModuleImport[];
  /** Names used that the file does not declare. File-wide: finer scopes are the compiler's business. */
  readonly outsideNames: readonly NameUse[];
}

/** Parses a file and collects every import in it, of whatever form, and every name it takes from outside. */
export function readModule(path: string, text: string): SourceModule {
  const { program, errors } = parseSync(path, text);
  if (errors[0] !== undefined) throw new Error(`${path} does not parse: ${errors[0].message}`);
  if (!isNode(program)) throw new Error(`${path}: the parser gave no tree`);

  const imports: ModuleImport[] = [];
  const used: NameUse[] = [];
  const declared = new Set<string>();
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  walk(program, (node, parent, key) => {
    const found = importOf(node);
    if (found !== undefined) imports.push({ ...found, line: lineAt(node.start) });
    for (const name of namesDeclaredBy(node, parent)) declared.add(name);
    const name = nameUsedBy(node, parent, key);
    if (name !== undefined) used.push({ name, line: lineAt(node.start) });
  });
  return { path, imports, outsideNames: used.filter(({ name }) => !declared.has(name)) };
}
