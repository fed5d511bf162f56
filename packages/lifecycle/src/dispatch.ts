import {
  type Answers,
  api,
  type InputOf,
  type OperationName,
  type ParsedInputOf,
  type Permission,
  Problem,
} from '@tend/protocol';
import type { z } from 'zod';
import { issueToken } from './access/token.ts';
import { checkpoint } from './audit/change.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import { acceptSource, listRejected, listSnapshots, showContract } from './data/index.ts';
import { deploy, predict, rollback } from './deploy/index.ts';
import { diffData } from './diff/index.ts';
import { evaluateExternal } from './evaluate/index.ts';
import { exploreSource, keptExploration } from './explore/index.ts';
import { listFindings, resolveFinding, waiveFinding } from './findings/index.ts';
import { approve, reject, review, waive } from './govern/index.ts';
import { runIteration, status, takeData } from './iterate/index.ts';
import { label, logPredictions, monitor, why } from './monitor/index.ts';
import type { Deps } from './ports.ts';
import { showRecipe } from './prepare/index.ts';
import { initCharter } from './problem/index.ts';
import type { Store } from './store/store.ts';
import { reproduce } from './train/index.ts';
import { withdraw } from './withdraw/index.ts';

type UseCase<N extends OperationName> = (deps: Deps, input: ParsedInputOf<N>) => Promise<Answers[N]>;

const useCases: { readonly [N in OperationName]: UseCase<N> } = {
  init: initCharter,
  run: runIteration,
  takeData,
  snapshots: listSnapshots,
  rejectedRows: listRejected,
  status,
  diffData,
  explore: exploreSource,
  exploration: keptExploration,
  why,
  predict,
  evaluate: evaluateExternal,
  review,
  approve,
  reject,
  waive,
  dataContract: showContract,
  recipe: showRecipe,
  acceptData: acceptSource,
  findings: listFindings,
  resolveFinding,
  waiveFinding,
  withdraw,
  deploy,
  rollback,
  label,
  log: logPredictions,
  monitor,
  reproduce,
  auditVerify: verifyAudit,
  token: issueToken,
};

/**
 * The one door: validates the input against its row of the API table, checks the permission, runs the use case and
 * signs a checkpoint after a change. Folder callers (`permissions` absent) may do what the charter lets their person do.
 */
export async function dispatch<N extends OperationName>(
  deps: Deps,
  name: N,
  input: InputOf<N>,
  permissions?: readonly Permission[],
): Promise<Answers[N]> {
  const operation = api[name];
  if (permissions && !permissions.includes(operation.permission))
    throw new Problem('TND-3107', {
      message: `${deps.actor.name} may not ${name}`,
      expected: `the permission ${operation.permission}`,
      came: permissions.join(', ') || 'none',
    });
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) throw invalidInput(name, input, parsed.error.issues);
  const signing = signChanges(deps);
  let answer: Answers[N];
  try {
    answer = await useCases[name](operation.isChange ? signing.deps : deps, parsed.data as ParsedInputOf<N>);
  } catch (error) {
    // What failed is what to report, even where its last word cannot be signed either.
    await signing.sign().catch(() => {});
    throw error;
  }
  await signing.sign().catch((error: unknown) => {
    throw unsigned(name, error);
  });
  return answer;
}

/** Notes where the audit tree stood before the first write, so that only a change is signed, and nothing is read for it. */
function signChanges(deps: Deps): { readonly deps: Deps; sign(): Promise<void> } {
  let before: number | undefined;
  const store: Store = {
    ...deps.store,
    async write(use) {
      before ??= await treeSize(deps);
      return deps.store.write(use);
    },
  };
  return {
    deps: { ...deps, store },
    async sign() {
      if (before !== undefined && (await treeSize(deps)) > before) await checkpoint(deps);
    },
  };
}

function unsigned(name: OperationName, error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  const message = `${name} is done and recorded, but its checkpoint could not be signed: ${error.message}`;
  return new Problem(error.code, { ...error.detail, message }, { cause: error });
}

function invalidInput(name: OperationName, input: unknown, issues: readonly z.core.$ZodIssue[]): Problem {
  const [issue] = issues;
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], input);
  return new Problem('TND-1009', {
    message: `${path.map(String).join('.') || 'the input'} of ${name} is not valid`,
    expected: issue === undefined ? 'a valid input' : expectedBy(issue),
    came: typeof value === 'object' ? kindOf(value) : String(value),
    next: [`npx --no-install tend ${name} --help`],
  });
}

function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message;
  const kinds = issue.errors.flat().flatMap((inner) => (inner.code === 'invalid_type' ? [inner.expected] : []));
  return kinds.length === 0 ? issue.message : `one of ${[...new Set(kinds)].join(', ')}`;
}

function kindOf(value: object | null): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}

async function treeSize(deps: Deps): Promise<number> {
  const tree = await deps.store.read((reader) => reader.from('auditTree').first({ id: 1 }));
  return tree?.size ?? 0;
}
