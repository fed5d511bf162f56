import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { startPostgres } from '../../../../test/postgres.ts';
import { storeCases } from '../../../lifecycle/src/store/store.cases.ts';
import { openPostgresStore } from './postgres/open-postgres-store.ts';
import { openSqliteStore } from './sqlite/open-sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tend-store-'));
const postgres = await startPostgres();
const postgresUrl = await postgres?.createDatabase();

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await postgres?.stop();
}, 30_000);

storeCases('SQLite in process', (projectId) =>
  openSqliteStore(join(folder, 'process.db'), { orgId: 'local', projectId }),
);
storeCases('SQLite in a store thread', (projectId) =>
  openSqliteStore(join(folder, 'thread.db'), { orgId: 'local', projectId }, { thread: true }),
);
describe.skipIf(postgresUrl === undefined)('with a server', () => {
  storeCases('PostgreSQL', (projectId) => openPostgresStore(postgresUrl ?? '', { orgId: 'local', projectId }));
});
