import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './source-files.ts';

export interface ToolRun {
  readonly exitCode: number;
  /** Standard output and standard error as they came; empty where they were passed through. */
  readonly output: string;
}

/**
 * Runs a tool's JavaScript entry (a path below `node_modules`) on the Node that runs this script, from the root.
 * `passThrough` lets it write to our own output. What it starts as plain `node` is the project's Node too, also where
 * npm did not start us.
 */
export async function runTool(entry: string, args: readonly string[], passThrough = false): Promise<ToolRun> {
  const child = spawn(process.execPath, [join(root, 'node_modules', entry), ...args], {
    cwd: root,
    stdio: passThrough ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...colorSetting(),
      PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    },
  });
  let output = '';
  const collect = (chunk: string): void => {
    output += chunk;
  };
  child.stdout?.setEncoding('utf8').on('data', collect);
  child.stderr?.setEncoding('utf8').on('data', collect);
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ exitCode: code ?? 1, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}

/** vitest colours its output wherever it goes; a log file is for reading. */
function colorSetting(): Record<string, string> {
  return process.stdout.isTTY || process.env.FORCE_COLOR !== undefined ? {} : { NO_COLOR: '1' };
}
