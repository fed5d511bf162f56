import type { DeployAnswer, GoldenCheck } from '@tend/protocol';
import { formatCount, formatNumber } from '@tend/protocol/number-format';
import { criteriaTable } from './criteria-table.ts';
import { labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { deploymentName, shortDigest, verdictSentence } from './names.ts';
import { formatInstant } from './time.ts';

/** What `deploy` and `rollback` say: what serves now, on which criteria, and what it replaced. */
export function renderDeployment(answer: DeployAnswer, look: Look): readonly string[] {
  const { deployment, previous, criteria, golden } = answer;
  return [
    ...(criteria.length === 0 ? [] : [...criteriaTable(look, criteria), '']),
    verdictSentence(look, 'pass', `${deploymentName(deployment)} serves`),
    ...labelled(look, 'digest', [shortDigest(deployment.versionDigest)]),
    ...labelled(look, 'since', [`${formatInstant(deployment.since)}, by ${deployment.by}`]),
    ...labelled(look, 'golden', [goldenSentence(golden)]),
    ...labelled(look, 'before', [previous === null ? 'nothing served' : deploymentName(previous)]),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next]),
  ];
}

function goldenSentence({ rows, withdrawn, reason }: GoldenCheck): string {
  if (reason !== null) return `no golden rows checked: ${reason}`;
  const held = `${formatCount(rows, 'golden row')}: the same bits as at training, as a table, one by one and in another order`;
  return withdrawn === 0
    ? held
    : `${held}; ${formatNumber(withdrawn)} more cannot be checked, because a person withdrew`;
}
