import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';

/** A PostgreSQL server for tests. */
export interface TestPostgres {
  /** Makes an empty database and gives its address. */
  createDatabase(): Promise<string>;
  /** Drops every database made here, and stops the server where this process started it. */
  stop(): Promise<void>;
}

let hasWarned = false;

/**
 * The server of TEST_DATABASE_URL (whose user may create databases), or else a private one on a free loopback port, or
 * undefined where neither can be had, which is said once. Under CI=true that is an error.
 */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return onServer(given, () => {});
  const programs = serverPrograms();
  if (programs !== undefined) return startServer(programs);
  const message = 'PostgreSQL is not tested: there is neither initdb nor TEST_DATABASE_URL';
  if (process.env.CI === 'true') throw new Error(message);
  if (!hasWarned) console.warn(message);
  hasWarned = true;
  return undefined;
}

function onServer(url: string, stopServer: () => void): TestPostgres {
  const made: string[] = [];
  return {
    createDatabase: async () => {
      const name = `tend_test_${randomBytes(8).toString('hex')}`;
      await execute(url, `create database ${name}`);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    stop: async () => {
      try {
        for (const name of made.splice(0)) await execute(url, `drop database if exists ${name} with (force)`);
      } finally {
        stopServer();
      }
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The folder that holds initdb and pg_ctl: Debian keeps them off the PATH, one folder a version. */
function serverPrograms(): string | undefined {
  const library = '/usr/lib/postgresql';
  const versions = existsSync(library) ? readdirSync(library) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(library, version, 'bin'));
  const candidates = [...newestFirst, ...(process.env.PATH ?? '').split(delimiter)];
  return candidates.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

async function startServer(programs: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'tend-postgres-'));
  const data = join(folder, 'data');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const user = serverUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const run = (program: string, ...args: string[]): void => {
      execFileSync(join(programs, program), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user });
    };
    run('initdb', '-D', data, '-U', 'tend', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8');
    const port = await freePort();
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
    // Without a log file the server inherits the pipes of this process and keeps it waiting.
    run('pg_ctl', '-D', data, '-w', '-t', '30', '-l', join(folder, 'log'), '-o', settings, 'start');
    return onServer(`postgres://tend@127.0.0.1:${port}/postgres`, () => {
      run('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
      remove();
    });
  } catch (error) {
    remove();
    throw error;
  }
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no port was given'));
        else resolve(address.port);
      });
    });
  });
}
