import { z } from 'zod';
import { dataSourceSchema, maxRejectedSchema } from './data-source.ts';
import { type Stage, stages } from './stages.ts';

/** What a caller must be allowed to do. A row without one does not compile: deny by default. */
export type Permission = 'read' | 'predict' | 'train' | 'approve' | 'deploy' | 'operate';

export interface Operation<Input extends z.ZodType = z.ZodType> {
  readonly stage: Stage | 'iterate';
  readonly summary: string;
  readonly permission: Permission;
  /** Changes state: the command ends with a signed checkpoint. */
  readonly isChange: boolean;
  /** Absent: local folders only (it reads files by path or runs for long). */
  readonly http?: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    /** The field of the answer that is a page where it is not null: then that is sent, as HTML. */
    readonly page?: string;
  };
  readonly input: Input;
}

const name = z.string().min(1).max(200);
/** `name`, `name@v2`, `v2`, `2` or the beginning (8 or more digits) of a version's digest; absent: the newest. */
const versionName = name.optional();
/** The id of a finding, or the beginning of it. */
const findingName = z.string().regex(/^[0-9a-f]{4,16}$/, '4 to 16 hexadecimal digits');
/** The digest of a snapshot, or the beginning of it. */
const snapshotName = z.string().regex(/^[0-9a-f]{4,64}$/, '4 to 64 hexadecimal digits');
const reason = z.string().trim().min(1).max(2000);
const cell = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const row = z.record(z.string(), cell);
const day = z.iso.date();

const operation = <I extends z.ZodType>(row: Operation<I>): Operation<I> => row;

/** Every operation of the product. The command line, HTTP and the library are callers of these rows and of nothing else. */
export const api = {
  init: operation({
    stage: 'problem',
    summary: 'Propose a charter for a data file',
    permission: 'train',
    isChange: false,
    input: z.strictObject({
      data: dataSourceSchema,
      target: name,
      name: name.optional(),
      maxRejected: maxRejectedSchema.default('0%'),
      separate: z.boolean().default(false),
    }),
  }),
  run: operation({
    stage: 'iterate',
    summary: 'Run one iteration: every stage from the problem to the gate',
    permission: 'train',
    isChange: true,
    input: z.strictObject({
      hypothesis: z.string().max(2000).optional(),
      trigger: z.string().max(200).optional(),
      threads: z.int().min(1).max(64).optional(),
    }),
  }),
  takeData: operation({
    stage: 'data',
    summary: 'Take a snapshot of the source, hold it to its contract and say what is wrong with it',
    permission: 'train',
    isChange: true,
    input: z.strictObject({}),
  }),
  snapshots: operation({
    stage: 'data',
    summary: 'The snapshots that were taken, the newest first',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/snapshots' },
    input: z.strictObject({
      limit: z.coerce.number<number>().int().min(1).max(1000).default(50).describe('Takings in the answer'),
      skip: z.coerce.number<number>().int().min(0).default(0).describe('Newer takings to leave out'),
    }),
  }),
  rejectedRows: operation({
    stage: 'data',
    summary: 'The rows that a taking set aside, with file, line and reason',
    permission: 'train',
    isChange: false,
    input: z.strictObject({ snapshot: snapshotName.optional() }),
  }),
  status: operation({
    stage: 'iterate',
    summary: 'Where the project stands and what comes next',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/status' },
    input: z.strictObject({}),
  }),
  diffData: operation({
    stage: 'data',
    summary: 'How two takings, or a taking and a file, differ',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/data/diff' },
    input: z.strictObject({
      a: name.default('newest~1').describe('newest, newest~1, the beginning of the digest of a snapshot, or a file'),
      b: name.default('newest'),
      key: name
        .optional()
        .describe('Columns that name a row, with commas between them; by default data.key of the charter'),
    }),
  }),
  explore: operation({
    stage: 'explore',
    summary: 'Look at a snapshot or a file: what it finds, every column and how they go together, as one page',
    permission: 'train',
    isChange: true,
    input: z.strictObject({
      data: name.optional().describe('newest, the beginning of the digest of a snapshot, or a file'),
      target: z
        .string()
        .min(1)
        .max(2000)
        .optional()
        .describe('A column or an expression; by default that of the charter'),
      against: name.optional().describe('What it is compared with: as data'),
      out: name.optional().describe('The file of the page'),
      columns: z.array(z.string().min(1)).min(1).optional(),
      rows: z.enum(['train', 'all']).default('train'),
      html: z.boolean().default(true),
    }),
  }),
  exploration: operation({
    stage: 'explore',
    summary: 'What was explored of a snapshot and is kept with it, as numbers or as a page; nothing is computed',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/exploration', page: 'page' },
    input: z.strictObject({
      data: z
        .string()
        .regex(/^(newest(~\d{1,4})?|[0-9a-f]{4,64})$/, 'newest, newest~1 or the beginning of the digest of a snapshot')
        .default('newest')
        .describe('newest, newest~1 or the beginning of the digest of a snapshot'),
      as: z.enum(['json', 'html']).default('json').describe('html: the page itself'),
    }),
  }),
  why: operation({
    stage: 'monitor',
    summary: 'Why a prediction was made, and who allowed it',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/why' },
    input: z.strictObject({ prediction: name }),
  }),
  predict: operation({
    stage: 'deploy',
    summary: 'Score rows with the deployed version (logged) or with a named one (not logged)',
    permission: 'predict',
    isChange: false,
    http: { method: 'POST', path: '/api/v1/predict' },
    input: z.strictObject({ rows: z.array(row).min(1).max(10_000), version: versionName }),
  }),
  evaluate: operation({
    stage: 'evaluate',
    summary: 'Govern a model that ran elsewhere from its predictions',
    permission: 'train',
    isChange: true,
    input: z.strictObject({
      predictions: name.describe('CSV with id, score, outcome and any slice columns'),
      model: name.optional(),
      threshold: z.number().optional(),
    }),
  }),
  review: operation({
    stage: 'govern',
    summary: 'What an approver should see before signing',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/review' },
    input: z.strictObject({ version: versionName }),
  }),
  approve: operation({
    stage: 'govern',
    summary: 'Approve a version, bound to the digests of its data, code, model and report',
    permission: 'approve',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/approve' },
    input: z.strictObject({ version: versionName, reason: reason.default('approved') }),
  }),
  reject: operation({
    stage: 'govern',
    summary: 'Reject a version, with the reason',
    permission: 'approve',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/reject' },
    input: z.strictObject({ version: versionName, reason }),
  }),
  waive: operation({
    stage: 'govern',
    summary: 'Accept that one criterion does not pass, with reason and expiry',
    permission: 'approve',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/waive' },
    input: z.strictObject({ version: versionName, criterion: name, reason, until: day }),
  }),
  dataContract: operation({
    stage: 'data',
    summary: 'The contract that the next taking is held to, as YAML with the reason of each term',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/data/contract' },
    input: z.strictObject({}),
  }),
  recipe: operation({
    stage: 'prepare',
    summary: 'The recipes of the newest run, as YAML with the reason of each step',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/recipe' },
    input: z.strictObject({}),
  }),
  acceptData: operation({
    stage: 'data',
    summary: 'Take the source as it stands as the new reference of the contract',
    permission: 'train',
    isChange: true,
    input: z.strictObject({ reason }),
  }),
  findings: operation({
    stage: 'iterate',
    summary: 'What is wrong and who said what about it; with an id one finding and its history',
    permission: 'read',
    isChange: false,
    http: { method: 'GET', path: '/api/v1/findings' },
    input: z.strictObject({
      id: findingName.optional(),
      stage: z.enum(stages).optional(),
      show: z.enum(['open', 'all']).default('open').describe('all: also remarks, and what is resolved or waived'),
    }),
  }),
  resolveFinding: operation({
    stage: 'iterate',
    summary: 'Say that a finding is resolved; it opens again when its cause is seen again',
    permission: 'train',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/findings/resolve' },
    input: z.strictObject({ id: findingName, reason }),
  }),
  waiveFinding: operation({
    stage: 'govern',
    summary: 'Accept a finding as it is, with reason and expiry; not when it becomes worse',
    permission: 'approve',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/findings/waive' },
    input: z.strictObject({ id: findingName, reason, until: day }),
  }),
  withdraw: operation({
    stage: 'data',
    summary: "Leave a person's rows out of every later taking, and erase what is stored of them",
    permission: 'operate',
    isChange: true,
    input: z.strictObject({
      // Without a pattern: the text of a value that misfits would stand in the error.
      key: z.string().min(1),
      reason: reason.default('asked for it'),
    }),
  }),
  deploy: operation({
    stage: 'deploy',
    summary: 'Promote a version through the gate and let it serve',
    permission: 'deploy',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/deploy' },
    input: z.strictObject({ version: versionName }),
  }),
  rollback: operation({
    stage: 'deploy',
    summary: 'Let the version before serve again',
    permission: 'deploy',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/rollback' },
    input: z.strictObject({ reason }),
  }),
  label: operation({
    stage: 'monitor',
    summary: 'Record true outcomes of predictions',
    permission: 'operate',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/labels' },
    input: z.strictObject({
      labels: z
        .array(z.strictObject({ prediction: name, outcome: z.boolean(), knownAt: z.union([day, z.iso.datetime()]) }))
        .min(1)
        .max(100_000),
    }),
  }),
  log: operation({
    stage: 'monitor',
    summary: 'Record predictions that the serving version made elsewhere, with outcomes where they are known',
    permission: 'operate',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/predictions' },
    input: z.strictObject({
      predictions: z
        .array(
          z.strictObject({
            score: z.number().min(0).max(1),
            row: row.default({}).describe('The columns that the evaluation sliced by, and the time column'),
            at: z.union([day, z.iso.datetime()]).optional(),
            outcome: z.boolean().optional(),
            knownAt: z.union([day, z.iso.datetime()]).optional(),
          }),
        )
        .min(1)
        .max(100_000),
    }),
  }),
  monitor: operation({
    stage: 'monitor',
    summary: 'Compare what was served with what is normal and with what came true',
    permission: 'operate',
    isChange: true,
    http: { method: 'POST', path: '/api/v1/monitor' },
    input: z.strictObject({ asOf: day.optional() }),
  }),
  reproduce: operation({
    stage: 'train',
    summary: 'Rebuild a model from its recorded inputs and compare digests',
    permission: 'read',
    isChange: false,
    input: z.strictObject({ version: versionName, threads: z.int().min(1).max(64).optional() }),
  }),
  auditVerify: operation({
    stage: 'govern',
    summary: 'Verify the audit log, its checkpoints and every stored record',
    permission: 'read',
    isChange: false,
    input: z.strictObject({ checkpoint: name.optional() }),
  }),
  token: operation({
    stage: 'govern',
    summary: 'Issue a token for a person, shown once: servers accept nobody without one',
    permission: 'operate',
    isChange: true,
    input: z.strictObject({
      person: name,
      permissions: z
        .array(z.enum(['read', 'predict', 'train', 'approve', 'deploy', 'operate']))
        .min(1)
        .default(['read']),
      days: z.int().min(1).max(365).default(90),
    }),
  }),
} as const;

export type OperationName = keyof typeof api;
export type InputOf<N extends OperationName> = z.input<(typeof api)[N]['input']>;
export type ParsedInputOf<N extends OperationName> = z.output<(typeof api)[N]['input']>;
