import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database, Dialect } from '../database.ts';
import { createTable, type TableDefinition } from './create-table.ts';

const record = [['record_digest'], 'record', ['digest']] as const;
const version = [['version_digest'], 'version', ['digest']] as const;
/** Together with the version, so that a decision cannot name the verdict of another version. */
const verdictOfVersion = [['verdict_id', 'version_digest'], 'verdict', ['id', 'version_digest']] as const;

/** The tables of packages/lifecycle/src/store/tables.ts as they were first; a table stands after those it points at. */
const tables: Readonly<Record<string, TableDefinition>> = {
  record: {
    columns: {
      digest: 'text',
      kind: 'text',
      v: 'whole',
      bytes: 'text',
      actor: 'text',
      known_by: ['claimed', 'session', 'token'],
      at: 'whole',
    },
    key: ['digest'],
    indexes: [['kind']],
  },
  record_input: {
    columns: { digest: 'text', role: 'text', input_digest: 'text' },
    key: ['digest', 'role', 'input_digest'],
    references: [[['digest'], 'record', ['digest']]],
    indexes: [['input_digest']],
  },
  iteration: {
    columns: {
      number: 'whole',
      state: ['running', 'waiting', 'refused', 'done', 'failed', 'interrupted'],
      trigger: 'text',
      hypothesis: 'text',
      charter_digest: 'text?',
      actor: 'text',
      started_at: 'whole',
      ended_at: 'whole?',
      decision: 'text?',
    },
    key: ['number'],
  },
  stage_result: {
    columns: {
      iteration: 'whole',
      stage: 'text',
      key: 'text',
      record_digest: 'text',
      is_reused: 'flag',
      duration_ms: 'real',
      at: 'whole',
    },
    key: ['iteration', 'stage', 'key'],
    references: [[['iteration'], 'iteration', ['number']], record],
    indexes: [['stage', 'key']],
  },
  run: {
    columns: {
      id: 'text',
      iteration: 'whole',
      estimator: 'text',
      state: ['open', 'sealed', 'failed'],
      parameters: 'text',
      metrics: 'text',
      started_at: 'whole',
      ended_at: 'whole?',
      record_digest: 'text?',
    },
    key: ['id'],
    references: [[['iteration'], 'iteration', ['number']], record],
    indexes: [['iteration']],
  },
  version: {
    columns: {
      model_name: 'text',
      number: 'whole',
      digest: 'text',
      model_digest: 'text',
      evaluation_digest: 'text',
      origin: ['trained', 'external'],
      trained_by: 'text',
      iteration: 'whole?',
      at: 'whole',
    },
    key: ['digest'],
    unique: [['model_name', 'number']],
    references: [
      [['digest'], 'record', ['digest']],
      [['iteration'], 'iteration', ['number']],
    ],
  },
  verdict: {
    columns: { id: 'text', version_digest: 'text', evaluation_digest: 'text', is_passing: 'flag', at: 'whole' },
    key: ['id'],
    unique: [['id', 'version_digest']],
    references: [version],
    indexes: [['version_digest']],
  },
  criterion_result: {
    columns: {
      verdict_id: 'text',
      criterion: 'text',
      position: 'whole',
      asked: 'text',
      got: 'text',
      verdict: ['pass', 'fail', 'unknown'],
    },
    key: ['verdict_id', 'criterion'],
    references: [[['verdict_id'], 'verdict', ['id']]],
  },
  waiver: {
    columns: {
      id: 'text',
      version_digest: 'text',
      criterion: 'text',
      person: 'text',
      reason: 'text',
      expires_at: 'whole',
      record_digest: 'text',
      at: 'whole',
    },
    key: ['id'],
    references: [version, record],
    indexes: [['version_digest']],
  },
  approval: {
    columns: {
      id: 'text',
      version_digest: 'text',
      verdict_id: 'text',
      person: 'text',
      decision: ['approve', 'reject'],
      reason: 'text',
      is_separate: 'flag',
      voided_at: 'whole?',
      void_reason: 'text?',
      record_digest: 'text',
      at: 'whole',
    },
    key: ['id'],
    references: [version, verdictOfVersion, record],
    indexes: [['version_digest']],
  },
  promotion: {
    columns: {
      id: 'text',
      model_name: 'text',
      alias: 'text',
      version_digest: 'text',
      verdict_id: 'text',
      required_approvals: 'whole',
      must_be_separate: 'flag',
      person: 'text',
      record_digest: 'text',
      at: 'whole',
    },
    key: ['id'],
    unique: [['id', 'version_digest']],
    references: [version, verdictOfVersion, record],
    indexes: [['model_name', 'alias']],
  },
  deployment: {
    columns: {
      id: 'text',
      model_name: 'text',
      version_digest: 'text',
      version_number: 'whole',
      promotion_id: 'text',
      state: ['serving', 'standby', 'retired'],
      record_digest: 'text',
      at: 'whole',
    },
    key: ['id'],
    references: [version, [['promotion_id', 'version_digest'], 'promotion', ['id', 'version_digest']], record],
  },
  segment: {
    columns: { id: 'text', deployment_id: 'text', row_count: 'whole', digest: 'text', at: 'whole' },
    key: ['id'],
    references: [[['deployment_id'], 'deployment', ['id']]],
    indexes: [['deployment_id']],
  },
  label: {
    columns: { prediction_id: 'text', outcome: 'real', known_at: 'whole', at: 'whole' },
    key: ['prediction_id'],
    indexes: [['known_at']],
  },
  alarm: {
    columns: {
      id: 'text',
      kind: 'text',
      subject: 'text',
      message: 'text',
      window_start: 'whole?',
      state: ['open', 'resolved'],
      record_digest: 'text',
      at: 'whole',
    },
    key: ['id'],
    references: [record],
  },
  finding: {
    columns: {
      id: 'text',
      stage: 'text',
      subject: 'text',
      severity: ['block', 'warn', 'info'],
      message: 'text',
      state: ['open', 'resolved', 'waived'],
      person: 'text?',
      reason: 'text?',
      at: 'whole',
    },
    key: ['id'],
  },
  audit_entry: {
    columns: { seq: 'whole', bytes: 'text', leaf_hash: 'text', at: 'whole' },
    key: ['seq'],
  },
  audit_tree: {
    columns: { id: 'whole', size: 'whole', frontier: 'text' },
    key: ['id'],
  },
  lease: {
    columns: { thing: 'text', holder: 'text', token: 'whole', expires_at: 'whole' },
    key: ['thing'],
  },
  token: {
    columns: { sha256: 'text', person: 'text', roles: 'text', expires_at: 'whole', at: 'whole' },
    key: ['sha256'],
  },
};

/** Creates the tables. */
export function firstTables(dialect: Dialect): Migration {
  return {
    up: async (db: Kysely<Database>) => {
      for (const [name, definition] of Object.entries(tables)) await createTable(db, dialect, name, definition);
    },
  };
}
