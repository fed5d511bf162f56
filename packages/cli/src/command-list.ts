import type { Command } from './command.ts';

export interface Listed {
  readonly summary: string;
  /** A module is loaded only when its command is called or explained. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** All commands in the order of the lifecycle, as `tend --help` prints them. */
export const commandList: Readonly<Record<string, Listed>> = {
  init: { summary: 'propose a charter for a data file', load: () => import('./commands/init.ts') },
  run: {
    summary: 'run one iteration: every stage from the problem to the gate',
    load: () => import('./commands/run.ts'),
  },
  'data take': { summary: 'take a snapshot of the data and check it', load: () => import('./commands/data-take.ts') },
  'data list': { summary: 'the snapshots that were taken', load: () => import('./commands/data-list.ts') },
  'data rejected': {
    summary: 'the rows that a taking set aside',
    load: () => import('./commands/data-rejected.ts'),
  },
  status: { summary: 'where the project stands and what comes next', load: () => import('./commands/status.ts') },
  explore: {
    summary: 'look at the data: findings, columns and relations, as a page',
    load: () => import('./commands/explore.ts'),
  },
  'data diff': { summary: 'how two takings differ', load: () => import('./commands/data-diff.ts') },
  evaluate: {
    summary: 'govern a model that ran elsewhere, from its predictions',
    load: () => import('./commands/evaluate.ts'),
  },
  approve: { summary: 'review a version, then approve it', load: () => import('./commands/approve.ts') },
  reject: { summary: 'reject a version, with the reason', load: () => import('./commands/reject.ts') },
  waive: { summary: 'accept for a time that one criterion does not pass', load: () => import('./commands/waive.ts') },
  'data contract': {
    summary: 'the contract of the data, with the reason of each term',
    load: () => import('./commands/data-contract.ts'),
  },
  prepare: {
    summary: 'the recipes of the newest run, with the reason of each step',
    load: () => import('./commands/prepare.ts'),
  },
  'data accept': {
    summary: 'take the source as it stands as the new reference',
    load: () => import('./commands/data-accept.ts'),
  },
  findings: { summary: 'what is wrong, and who said what about it', load: () => import('./commands/findings.ts') },
  'findings resolve': {
    summary: 'say that a finding is resolved',
    load: () => import('./commands/findings-resolve.ts'),
  },
  'findings waive': {
    summary: 'accept a finding as it is, for a time',
    load: () => import('./commands/findings-waive.ts'),
  },
  'data withdraw': {
    summary: 'erase a person from data, logs and caches',
    load: () => import('./commands/data-withdraw.ts'),
  },
  deploy: {
    summary: 'promote a version through the gate and let it serve',
    load: () => import('./commands/deploy.ts'),
  },
  rollback: { summary: 'let the version before serve again', load: () => import('./commands/rollback.ts') },
  serve: { summary: 'answer over HTTP with the deployed version', load: () => import('./commands/serve.ts') },
  predict: { summary: 'score rows', load: () => import('./commands/predict.ts') },
  label: { summary: 'record what came true', load: () => import('./commands/label.ts') },
  log: { summary: 'record answers that the serving version gave elsewhere', load: () => import('./commands/log.ts') },
  monitor: { summary: 'compare what was served with what is normal', load: () => import('./commands/monitor.ts') },
  why: { summary: 'why a prediction was made, and who allowed it', load: () => import('./commands/why.ts') },
  reproduce: { summary: 'rebuild a model and compare the bytes', load: () => import('./commands/reproduce.ts') },
  'audit verify': {
    summary: 'verify the audit log and every record',
    load: () => import('./commands/audit-verify.ts'),
  },
  token: { summary: 'issue a token for a person', load: () => import('./commands/token.ts') },
};
