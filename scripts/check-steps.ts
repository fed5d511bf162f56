import { relative } from 'node:path';
import { readWorkspace } from '../test/architecture/read-workspace.ts';
import { nameViolations, violations } from '../test/architecture/violations.ts';
import { compileKernels, isFresh } from './build-kernels.ts';
import { fileSizes, maxLines } from './file-sizes.ts';
import { generatedDocs, staleDocs } from './generate-docs.ts';
import { runTool } from './run-tool.ts';
import { productFiles, root, sourceFiles } from './source-files.ts';

/** What a step found. Every step says how much it saw: a checker that read nothing must fail. */
export interface Finding {
  /** One phrase, with a count in it. */
  readonly saw: string;
  /** What is wrong, for a person to read; absent where all is well. */
  readonly fault?: string;
}

export interface CheckStep {
  readonly name: string;
  run(): Promise<Finding>;
}

/** The steps of `npm run check`, the quickest way to a mistake first. */
export const checkSteps: readonly CheckStep[] = [
  { name: 'types', run: checkTypes },
  { name: 'lint and format', run: checkStyle },
  { name: 'unused code', run: () => checkUse([], sourceFiles().length) },
  {
    name: 'undeclared imports',
    run: () => checkUse(['--strict', '--include', 'files,unlisted,unresolved'], productFiles().length),
  },
  { name: 'architecture', run: checkArchitecture },
  { name: 'generated docs', run: checkDocs },
  { name: 'compiled kernels', run: checkKernels },
  { name: 'file sizes', run: checkSizes },
];

async function checkTypes(): Promise<Finding> {
  // --force: without it tsc 7.0.2 can miss a changed tsconfig and repeat its old answer.
  const { exitCode, output } = await runTool('typescript/bin/tsc', [
    '-b',
    '--force',
    '--pretty',
    'false',
    '--listFiles',
  ]);
  const lines = output.split('\n');
  const isListed = (line: string): boolean => /^(\/|[A-Za-z]:[\\/])\S.*\.[cm]?[jt]sx?$/.test(line);
  const listed = new Set(lines.filter(isListed).map((path) => relative(root, path).replaceAll('\\', '/')));
  const unseen = sourceFiles().filter((path) => !listed.has(path));
  const saw = `${sourceFiles().length - unseen.length} files`;
  if (exitCode !== 0) return { saw, fault: lines.filter((line) => !isListed(line)).join('\n') };
  return unseen.length === 0 ? { saw } : { saw, fault: `no tsconfig includes:\n${unseen.join('\n')}` };
}

async function checkStyle(): Promise<Finding> {
  const { exitCode, output } = await runTool('@biomejs/biome/bin/biome', [
    'check',
    '--error-on-warnings',
    '--diagnostic-level=warn',
    '--colors=off',
  ]);
  return counted(output, /Checked (\d+) files/, exitCode, sourceFiles().length);
}

/** knip, with a count of the files it read, which must be all of `atLeast`. */
async function checkUse(args: readonly string[], atLeast: number): Promise<Finding> {
  const reporters = ['--reporter', 'symbols', '--reporter', './scripts/knip-count.ts'];
  const { exitCode, output } = await runTool('knip/bin/knip.js', ['--no-progress', ...args, ...reporters]);
  return counted(output, /knip read (\d+) files/, exitCode, atLeast);
}

function counted(output: string, pattern: RegExp, exitCode: number, atLeast: number): Finding {
  const count = Number(pattern.exec(output)?.[1] ?? 0);
  const saw = `${count} files`;
  if (exitCode !== 0) return { saw, fault: output };
  return count >= atLeast ? { saw } : { saw, fault: `read ${count} files where there are ${atLeast}\n${output}` };
}

async function checkArchitecture(): Promise<Finding> {
  const workspace = readWorkspace();
  const imports = workspace.modules.reduce((sum, module) => sum + module.imports.length, 0);
  const faults = [...violations(workspace), ...sourceFiles().flatMap(nameViolations)];
  if (imports === 0) faults.push('not one import was read');
  const saw = `${workspace.modules.length} files, ${imports} imports`;
  return faults.length === 0 ? { saw } : { saw, fault: faults.join('\n') };
}

async function checkDocs(): Promise<Finding> {
  const docs = generatedDocs();
  const stale = staleDocs(docs);
  const characters = docs.reduce((sum, { text }) => sum + text.length, 0);
  const saw = `${docs.length} files, ${characters} characters`;
  return stale.length === 0 ? { saw } : { saw, fault: `stale: ${stale.join(', ')}. Run: npm run docs` };
}

async function checkKernels(): Promise<Finding> {
  const modules = await compileKernels();
  const sizeBytes = modules.reduce((sum, module) => sum + module.sizeBytes, 0);
  const saw = `${modules.length} modules, ${sizeBytes} bytes of WebAssembly`;
  const stale = modules.filter((module) => !isFresh(module)).map(({ target }) => target);
  return stale.length === 0 ? { saw } : { saw, fault: `stale: ${stale.join(', ')}. Run: npm run kernels` };
}

async function checkSizes(): Promise<Finding> {
  const { files, median, p90, max, longest, tooLong } = fileSizes(productFiles());
  const saw = `${files} files; lines: median ${median}, p90 ${p90}, max ${max} (${longest})`;
  return tooLong.length === 0
    ? { saw }
    : { saw, fault: `above ${maxLines} lines, to be split:\n${tooLong.join('\n')}` };
}
