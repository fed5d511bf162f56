import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { root } from '../../scripts/source-files.ts';

/** A module as plain JavaScript; every import in it names another module of the graph by its id. */
export interface GraphModule {
  readonly id: string;
  readonly code: string;
}

/** A TypeScript module of the repository, first, and all that it imports. */
export function moduleGraph(entry: string): readonly GraphModule[] {
  const paths = [join(root, entry)];
  const modules: GraphModule[] = [];
  // The list grows while it is walked.
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const code = path.endsWith('.ts') ? stripTypeScriptTypes(text) : text;
    const { staticImports, staticExports, dynamicImports } = parseSync('module.js', code).module;
    if (dynamicImports.length > 0) throw new Error(`${path} imports at run time`);
    // By place: an export of what was imported names the request of its import again.
    const requests = new Map(
      [...staticImports, ...staticExports.flatMap(({ entries }) => entries)].flatMap(({ moduleRequest }) =>
        moduleRequest ? [[moduleRequest.start, moduleRequest] as const] : [],
      ),
    );
    let linked = code;
    for (const { value, start, end } of [...requests.values()].toSorted((a, b) => b.start - a.start)) {
      const target = resolve(path, value);
      if (!paths.includes(target)) paths.push(target);
      linked = `${linked.slice(0, start)}'${idOf(paths.indexOf(target))}'${linked.slice(end)}`;
    }
    modules.push({ id: idOf(modules.length), code: linked });
  }
  return modules;
}

function idOf(place: number): string {
  return `m${place}`;
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  const name = /^@tend\/(\w+)$/.exec(specifier)?.[1];
  if (name !== undefined) return join(root, 'packages', name, 'src/index.ts');
  // Builtin modules have no path: they fail to be read.
  return createRequire(from).resolve(specifier);
}
