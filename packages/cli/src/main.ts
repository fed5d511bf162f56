import { readFileSync } from 'node:fs';
import type { Callers } from './callers.ts';
import { start } from './start.ts';

/** The one place where the command line meets its adapters. They load DuckDB and Fastify: only when a command needs them. */
const callers: Callers = {
  async openProject(folder, options) {
    const { openProject } = await import('@tend/node/open-project');
    return openProject(folder, options);
  },
  async serve(options) {
    const { serve } = await import('@tend/server');
    const databaseUrl = process.env.DATABASE_URL;
    const server = await serve(databaseUrl ? { ...options, databaseUrl } : options);
    await server.stopped;
  },
};

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

void start({ callers, version: manifest.version });
