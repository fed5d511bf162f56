import { isBuiltin } from 'node:module';
import { basename, posix } from 'node:path';
import { allowedThroughGlobalThis, emptyNames, type Layer, layers, platformGlobals } from './layers.ts';
import type { ModuleImport, SourceModule } from './read-module.ts';

/** The part of a package.json that the rules read. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
}

export interface Workspace {
  readonly modules: readonly SourceModule[];
  /** By folder name below `packages`. */
  readonly manifests: Readonly<Record<string, Manifest>>;
  /** Words that name a stage's folder in `lifecycle`. */
  readonly stages: readonly string[];
}

/** Every break of the rules as `path:line: sentence`, in the order of the files. Empty where all is well. */
export function violations(workspace: Workspace): readonly string[] {
  return [
    ...Object.entries(workspace.manifests).flatMap(([name, manifest]) => manifestViolations(name, manifest)),
    ...workspace.modules.flatMap((module) => moduleViolations(module, workspace)),
  ];
}

/** What is wrong with a file's name, test files included: it must name a job. */
export function nameViolations(path: string): readonly string[] {
  const words = path.split('/').flatMap((segment) => segment.split(/[-.]/));
  return words.filter((word) => emptyNames.has(word)).map((word) => `${path}:1: "${word}" names no job`);
}

function manifestViolations(name: string, manifest: Manifest): readonly string[] {
  const path = `packages/${name}/package.json`;
  const layer = layers[name];
  if (layer === undefined) return [`${path}:1: the package ${name} has no place in the table of layers`];
  const allowed = [...layer.mayImport, ...layer.mayImportInMain].map((other) => `@tend/${other}`);
  return Object.keys(manifest.dependencies ?? {})
    .filter((dependency) => dependency.startsWith('@tend/') && !allowed.includes(dependency))
    .map((dependency) => `${path}:1: ${name} may not depend on ${dependency}`);
}

function moduleViolations(module: SourceModule, workspace: Workspace): readonly string[] {
  const packageName = module.path.split('/')[1] ?? '';
  const layer = layers[packageName];
  if (layer === undefined) return [`${module.path}:1: the package ${packageName} has no place in the table of layers`];
  const at = (line: number, sentence: string): string => `${module.path}:${line}: ${sentence}`;
  return [
    ...module.imports.flatMap((found) =>
      importFaults(found, module.path, packageName, layer, workspace).map((sentence) => at(found.line, sentence)),
    ),
    ...(layer.isPure ? module.outsideNames : [])
      .filter(({ name }) => isPlatformName(name))
      .map(({ name, line }) => at(line, `${packageName} is pure and may not use ${name}: it is a port`)),
  ];
}

function isPlatformName(name: string): boolean {
  if (name === 'globalThis') return true;
  if (name.startsWith('globalThis.')) return !allowedThroughGlobalThis.has(name.slice('globalThis.'.length));
  return platformGlobals.has(name);
}

function importFaults(
  found: ModuleImport,
  path: string,
  packageName: string,
  layer: Layer,
  { manifests, stages }: Workspace,
): readonly string[] {
  const { kind, specifier } = found;
  const faults: string[] = [];
  if (kind === 'exportAll' && basename(path) === 'index.ts')
    faults.push('an index.ts is an explicit list, without export *');
  if (kind === 'require') faults.push('modules are imported, not required or resolved');
  if (specifier === undefined) faults.push('the path of an import is written out, never computed');
  else if (specifier.startsWith('.')) faults.push(...relativeFaults(specifier, path, stages));
  else if (specifier.startsWith('@tend/'))
    faults.push(...workspaceFaults(specifier, path, packageName, layer, manifests));
  else if (isBuiltin(specifier)) {
    if (layer.isPure) faults.push(`${packageName} is pure and may not import ${specifier}`);
    else if (!specifier.startsWith('node:')) faults.push(`write node:${specifier}`);
  } else faults.push(...externalFaults(found.kind, specifier, packageName, layer, manifests[packageName]));
  return faults;
}

function relativeFaults(specifier: string, path: string, stages: readonly string[]): readonly string[] {
  const target = posix.join(posix.dirname(path), specifier);
  const source = path.split('/').slice(0, 3).join('/');
  if (!target.startsWith(`${source}/`)) return [`${specifier} leaves the package: import the other one by its name`];
  const faults: string[] = [];
  if (/\.(test|cases)\.ts$|\.reference\.json$/.test(target)) faults.push(`product code may not import ${specifier}`);
  const [, , , folder = '', ...rest] = target.split('/');
  const isStage = source === 'packages/lifecycle/src' && stages.includes(folder);
  if (isStage && !path.startsWith(`${source}/${folder}/`) && rest.join('/') !== 'index.ts')
    faults.push(`the stage ${folder} is entered through its index.ts`);
  return faults;
}

function workspaceFaults(
  specifier: string,
  path: string,
  packageName: string,
  layer: Layer,
  manifests: Workspace['manifests'],
): readonly string[] {
  const [, target = '', ...deep] = specifier.split('/');
  const isAllowed = layer.mayImport.includes(target);
  const isAllowedInMain = layer.mayImportInMain.includes(target);
  if (!isAllowed && !isAllowedInMain) return [`${packageName} may not import @tend/${target}`];
  const faults: string[] = [];
  if (!isAllowed && path !== `packages/${packageName}/src/main.ts`)
    faults.push(`${packageName} may import @tend/${target} only in src/main.ts`);
  // A package may open further doors by naming them in its `exports`.
  const isDoor = Object.hasOwn(manifests[target]?.exports ?? {}, `./${deep.join('/')}`);
  if (deep.length > 0 && !isDoor) faults.push(`import @tend/${target} through its index, not ${specifier}`);
  if (manifests[packageName]?.dependencies?.[`@tend/${target}`] === undefined)
    faults.push(`@tend/${target} is not among the dependencies in package.json`);
  return faults;
}

function externalFaults(
  kind: ModuleImport['kind'],
  specifier: string,
  packageName: string,
  layer: Layer,
  manifest: Manifest | undefined,
): readonly string[] {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (layer.external !== undefined && !layer.external.includes(name))
    return [`${packageName} may not import ${name}: of outside packages it has ${layer.external.join(', ') || 'none'}`];
  if (manifest?.dependencies?.[name] !== undefined) return [];
  if (manifest?.peerDependencies?.[name] === undefined)
    return [`${name} is not among the dependencies in package.json`];
  // A peer need not be there: a static import of it would keep the module from loading at all.
  return kind === 'dynamic' ? [] : [`${name} may not be there: import it where it is used, by await import`];
}
