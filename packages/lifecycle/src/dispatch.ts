import {
  type Answers,
  api,
  type InputOf,
  type OperationName,
  type ParsedInputOf,
  type Permission,
  Problem,
} from '@tend/protocol';
import { issueToken } from './access/token.ts';
import { checkpoint } from './audit/change.ts';
import { verifyAudit } from './audit/verify-audit.ts';
import { deploy, predict, rollback } from './deploy/index.ts';
import { evaluateExternal } from './evaluate/index.ts';
import { approve, reject, review, waive } from './govern/index.ts';
import { runIteration, status } from './iterate/index.ts';
import { label, logPredictions, monitor, why } from './monitor/index.ts';
import type { Deps } from './ports.ts';
import { initCharter } from './problem/index.ts';
import { reproduce } from './train/index.ts';

type UseCase<N extends OperationName> = (deps: Deps, input: ParsedInputOf<N>) => Promise<Answers[N]>;

const useCases: { readonly [N in OperationName]: UseCase<N> } = {
  init: initCharter,
  run: runIteration,
  status,
  why,
  predict,
  evaluate: evaluateExternal,
  review,
  approve,
  reject,
  waive,
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
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Problem('TND-1009', {
      message: `${issue?.path.map(String).join('.') || 'the input'} of ${name} is not valid`,
      expected: issue?.message ?? 'a valid input',
    });
  }
  const before = operation.isChange ? await treeSize(deps) : 0;
  try {
    return await useCases[name](deps, parsed.data as ParsedInputOf<N>);
  } finally {
    if (operation.isChange && (await treeSize(deps)) > before) await checkpoint(deps);
  }
}

async function treeSize(deps: Deps): Promise<number> {
  const tree = await deps.store.read((reader) => reader.from('auditTree').first({ id: 1 }));
  return tree?.size ?? 0;
}
