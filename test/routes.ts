import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Ports } from '@tend/lifecycle';
import { api, type InputOf, type Operation, Problem, type ProblemCode, type ProblemJson } from '@tend/protocol';
import { serve } from '@tend/server';
import { expect } from 'vitest';
import { type Ended as ProgramEnd, tend, tendHere } from './tend-command.ts';
import type { TinyBase } from './tiny-project.ts';

/** How an attempt ended, whatever the route: done, or the problem with what the route makes of it. */
interface Ended {
  readonly code: ProblemCode | 'done';
  readonly message: string;
  readonly expected: string;
  readonly came: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Exit code or HTTP status. */
  readonly status: number | null | undefined;
}

/** What the rules are tried with. */
export type Attempt =
  | { readonly operation: 'deploy'; readonly input: InputOf<'deploy'> }
  | { readonly operation: 'approve'; readonly input: InputOf<'approve'> }
  | { readonly operation: 'reject'; readonly input: InputOf<'reject'> }
  | { readonly operation: 'waive'; readonly input: InputOf<'waive'> };

type Route = (base: TinyBase, folder: string, person: string, attempt: Attempt) => Promise<Ended>;

/** Runs a command line as a person, in a process of its own. */
export function runTend(folder: string, person: string, ...words: readonly string[]): Promise<ProgramEnd> {
  return tend(folder, wordsOf(folder, person, words));
}

function wordsOf(folder: string, person: string, words: readonly string[]): readonly string[] {
  return [...words, '--as', person, '--project', folder];
}

const library: Route = async (base, folder, person, { operation, input }) => {
  const project = await base.as(person, folder);
  try {
    await (project[operation] as (input: unknown) => Promise<unknown>)(input);
    return ended(undefined, undefined);
  } catch (error) {
    if (error instanceof Problem) return ended(error.toJSON(), undefined);
    throw error;
  } finally {
    await base.closeProjects();
  }
};

const commandLine: Route = async (_base, folder, person, { operation, input }) => {
  const { version, ...options } = input as { readonly version?: string } & Readonly<Record<string, string>>;
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const asked = [operation, ...(version === undefined ? [] : [version]), ...words];
  const { exitCode, problem } = await tendHere(folder, wordsOf(folder, person, [...asked, '--yes', '--json']));
  return ended(problem, exitCode);
};

const http: Route = async (base, folder, person, { operation, input }) => {
  const row: Operation = api[operation];
  const issuer = await base.as('operator', folder);
  const { token } = await issuer.token({ person, permissions: [row.permission] });
  await base.closeProjects();
  const server = await serve({ folder, port: 0 });
  try {
    const reply = await fetch(`${server.address}${row.http?.path}`, {
      method: row.http?.method ?? '',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await reply.json()) as ProblemJson;
    return ended(reply.ok ? undefined : body, reply.status);
  } finally {
    await server.stop();
  }
};

export const routes: Readonly<Record<string, Route>> = { library, 'command line': commandLine, HTTP: http };

function ended(problem: ProblemJson | undefined, status: number | null | undefined): Ended {
  const { code = 'done', message = '', expected = '', came = '', facts = {} } = problem ?? {};
  return { code, message, expected, came, facts, status };
}

/** The exit code and the HTTP status that belong to a refusal, by route. */
export function expectStatus(route: string, { status }: Ended, exitCode: number, httpStatus: number): void {
  if (route === 'library') expect(status).toBeUndefined();
  else expect(status).toBe(route === 'HTTP' ? httpStatus : exitCode);
}

/** Looks at or changes the database of a project past the product. */
export function withDatabase<T>(folder: string, use: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(folder, '.tend', 'tend.db'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}

/** What a promotion changes: nothing of it may be there after a refusal. */
export function promoted(folder: string): unknown {
  return withDatabase(folder, (db) => ({
    promotions: db.prepare('select * from promotion order by write_seq').all(),
    deployments: db.prepare('select * from deployment order by write_seq').all(),
    records: db.prepare("select digest from record where kind in ('promotion', 'deployment') order by digest").all(),
  }));
}

interface PromotionRow {
  readonly required?: number;
  readonly separate?: 0 | 1;
  readonly at?: number;
}

/** Promotes the newest version by a statement that both databases understand. */
export function insertPromotion({ required = 1, separate = 1, at = Date.now() }: PromotionRow = {}): string {
  return `insert into promotion (org_id, project_id, id, model_name, alias, version_digest, verdict_id,
      required_approvals, must_be_separate, person, record_digest, at)
    select v.org_id, v.project_id, 'direct', v.model_name, 'champion', v.digest,
      (select d.id from verdict as d where d.version_digest = v.digest order by d.write_seq desc limit 1),
      ${required}, ${separate}, 'mallory', v.digest, ${at}
    from version as v order by v.write_seq desc limit 1`;
}

/** The complaint of SQLite about a direct insert, or undefined where it takes the row. */
export function insertDirectly(folder: string, row?: PromotionRow): string | undefined {
  return withDatabase(folder, (db) => {
    try {
      db.exec(insertPromotion(row));
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  });
}

/** Ports whose clock is off by some days. */
export function daysOff(days: number): (ports: Ports) => Ports {
  return (ports) => ({
    ...ports,
    clock: { ...ports.clock, now: () => ports.clock.now() + days * 86_400_000 },
  });
}

export const dayFromNow = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
