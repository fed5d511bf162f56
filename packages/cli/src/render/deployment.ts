import type { DeployAnswer } from '@tend/protocol';
import { criteriaTable } from './criteria-table.ts';
import { labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { deploymentName, shortDigest, verdictSentence } from './names.ts';
import { formatInstant } from './time.ts';

/** What `deploy` and `rollback` say: what serves now, on which criteria, and what it replaced. */
export function renderDeployment(answer: DeployAnswer, look: Look): readonly string[] {
  const { deployment, previous, criteria } = answer;
  return [
    ...(criteria.length === 0 ? [] : [...criteriaTable(look, criteria), '']),
    verdictSentence(look, 'pass', `${deploymentName(deployment)} serves`),
    ...labelled(look, 'digest', [shortDigest(deployment.versionDigest)]),
    ...labelled(look, 'since', [`${formatInstant(deployment.since)}, by ${deployment.by}`]),
    ...labelled(look, 'before', [previous === null ? 'nothing served' : deploymentName(previous)]),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next]),
  ];
}
