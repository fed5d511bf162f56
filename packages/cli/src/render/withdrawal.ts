import type { WithdrawAnswer } from '@tend/protocol';
import { formatCount } from '@tend/protocol/number-format';
import { bullets } from './bullets.ts';
import { headed, labelled } from './labelled.ts';
import type { Look } from './look.ts';
import { verdictSentence } from './names.ts';

/** What a withdrawal erased, which versions were trained on it, and where the key still stands. Never the key. */
export function renderWithdrawal(answer: WithdrawAnswer, look: Look): readonly string[] {
  const { rows, payloads, predictions, labels, sentences, segments } = answer;
  const stored = answer.remains.filter(({ isStored }) => isStored);
  const others = answer.remains.filter(({ isStored }) => !isStored);
  return [
    verdictSentence(look, answer.isComplete ? 'pass' : 'waiting', sentenceOf(answer, stored.length > 0)),
    ...labelled(look, 'withdrawal', [answer.withdrawal], 13),
    ...labelled(look, 'erased', [`${formatCount(rows, 'row')} in ${formatCount(payloads, 'payload')}`], 13),
    ...labelled(
      look,
      'predictions',
      [
        `${formatCount(predictions, 'prediction')} in ${formatCount(segments, 'segment')}, ${formatCount(labels, 'outcome')}`,
      ],
      13,
    ),
    ...labelled(look, 'sentences', sentences === 0 ? [] : [formatCount(sentences, 'sentence')], 13),
    ...labelled(
      look,
      'key',
      answer.isDistinctive ? [] : ['so short that its bytes stand in files by chance: the search says little'],
      13,
    ),
    ...headed(
      look,
      'trained on it, not reproducible any more',
      answer.versions.length === 0
        ? []
        : bullets(
            look,
            answer.versions.map(
              ({ name, number, deployments }) =>
                `${name}@v${number}${deployments.length === 0 ? '' : `, deployed as ${deployments.join(', ')}`}`,
            ),
            '',
          ),
    ),
    ...remaining(look, 'still stored', stored),
    ...remaining(look, 'in files of yours', others),
    '',
    ...labelled(look, 'next', answer.next === '' ? [] : [answer.next], 13),
  ];
}

function sentenceOf({ isComplete, isDistinctive }: WithdrawAnswer, hasStored: boolean): string {
  if (!isComplete) return 'withdrawn, but not all could be erased yet';
  return isDistinctive || !hasStored
    ? 'withdrawn: nothing of the person is stored'
    : 'withdrawn: no row, prediction or sentence of the person is stored; look at where the bytes of the key stand';
}

function remaining(look: Look, title: string, files: WithdrawAnswer['remains']): readonly string[] {
  if (files.length === 0) return [];
  return headed(
    look,
    title,
    bullets(
      look,
      files.map(({ path, hits, advice }) => `${path}, ${formatCount(hits, 'place')}: ${advice}`),
      '',
    ),
  );
}
