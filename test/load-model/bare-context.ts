/**
 * Reads `{ modules, code }` from standard input, runs `code` after the first module, whose exports it knows as `entry`, in a
 * V8 context that has nothing but the language, TextEncoder and TextDecoder, and prints what it gives. Needs
 * `--experimental-vm-modules`.
 */
import { readFileSync } from 'node:fs';
import { createContext, type Module, SourceTextModule } from 'node:vm';
import type { GraphModule } from './module-graph.ts';

const { modules, code }: { modules: readonly GraphModule[]; code: string } = JSON.parse(readFileSync(0, 'utf8'));
// The parser of expressions makes the two at once, and every browser and edge runtime has them.
const context = createContext(Object.assign(Object.create(null), { TextEncoder, TextDecoder }));
const byId = new Map(
  modules.map(({ id, code: source }) => [id, new SourceTextModule(source, { context, identifier: id })]),
);
const main = new SourceTextModule(`import * as entry from 'm0';\nglobalThis.result = ${code};`, { context });
const link = (specifier: string): Module => {
  const module = byId.get(specifier);
  if (module === undefined) throw new Error(`no module ${specifier}`);
  return module;
};
await main.link(link);
await main.evaluate();
process.stdout.write(String(context.result));
