import type { CriterionOutcome, RunAnswer } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { criteriaTable, gotOf } from './criteria-table.ts';
import { labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { shortDigest, verdictSentence, versionName } from './names.ts';
import { countVerdicts } from './verdict.ts';

/** The end of `tend run` and `tend evaluate`: criteria, then the verdict in one sentence, then what to open and to do. */
export function renderRun(answer: RunAnswer, look: Look): readonly string[] {
  const { version } = answer;
  const table = answer.criteria.length === 0 ? [] : ['', ...criteriaTable(look, answer.criteria), ''];
  const named =
    version === null ? [] : [`${versionName(version)}, ${shortDigest(version.digest)}, ${version.estimator}`];
  return [
    ...table,
    verdictLine(look, answer),
    ...labelled(look, 'version', named),
    ...labelled(look, 'blanks', answer.blanks.length === 0 ? [] : [answer.blanks.join(', ')]),
    ...labelled(look, 'card', answer.cardPath === null ? [] : [answer.cardPath]),
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next]),
  ];
}

function verdictLine(look: Look, answer: RunAnswer): string {
  const { iteration, state, blanks } = answer;
  if (state === 'refused') return verdictSentence(look, 'fail', refusal(answer));
  const counted = countVerdicts(answer.criteria);
  if (state === 'waiting') {
    return verdictSentence(
      look,
      'waiting',
      `iteration ${iteration} waits for a person: ${waitingFor(answer, counted)}`,
    );
  }
  // Done says that the stages ran, not that anything passed: the glyph is the verdict's.
  const kind =
    answer.verdict === 'fail' ? 'fail' : answer.verdict === 'unknown' || blanks.length > 0 ? 'waiting' : 'pass';
  const missing =
    blanks.length === 0 ? '' : `; promotion waits for ${formatCount(blanks.length, 'blank')} in tend.yaml`;
  return verdictSentence(look, kind, `iteration ${iteration} is done: ${counted}${missing}`);
}

function refusal({ iteration, criteria, stages }: RunAnswer): string {
  const blocking = criteria.filter((c) => c.verdict === 'fail');
  const unknown = criteria.filter((c) => c.verdict === 'unknown');
  const first = blocking[0] ?? unknown[0];
  if (first !== undefined) return `not promoted: ${shortfall(first)}${others(blocking.length + unknown.length - 1)}`;
  const stage = stages.find((s) => s.state === 'refused');
  return stage === undefined ? `iteration ${iteration} is refused` : `refused at ${stage.stage}: ${stage.summary}`;
}

/** `recall-large is 0.612 (0.545 to 0.675), asked at least 0.700`. */
function shortfall(criterion: CriterionOutcome): string {
  const got = gotOf(criterion);
  const asked = `asked ${criterion.asked}`;
  return criterion.verdict === 'fail'
    ? `${criterion.id} is ${got}, ${asked}`
    : `${criterion.id} cannot be shown: ${got}, ${asked}`;
}

function others(count: number): string {
  return count <= 0 ? '' : `, and ${count} more ${count === 1 ? 'does' : 'do'} not pass`;
}

function waitingFor({ blanks, stages }: RunAnswer, counted: string): string {
  if (blanks.length > 0) return `${formatCount(blanks.length, 'blank')} in tend.yaml to fill`;
  const stage = stages.find((s) => s.state === 'waiting');
  return stage === undefined ? counted : `${counted}; ${stage.summary}`;
}
