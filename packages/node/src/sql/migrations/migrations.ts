import type { Migration } from 'kysely/migration';
import type { Dialect } from '../database.ts';
import { firstTables } from './0001-first-tables.ts';
import { firstTriggers } from './0002-first-triggers.ts';
import { findingsTables } from './0003-findings.ts';
import { withdrawalTables } from './0004-withdrawals.ts';

/**
 * Every migration, applied in the order of their names. One that has been released is never edited: a change of the tables
 * is a further migration.
 */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-first-tables': firstTables(dialect),
    '0002-first-triggers': firstTriggers(dialect),
    '0003-findings': findingsTables(dialect),
    '0004-withdrawals': withdrawalTables(dialect),
  };
}
