import { resolve } from 'node:path';
import { formatCount } from '@tend/protocol/number-format';
import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { bullets } from '../render/bullets.ts';
import { headed, labelled } from '../render/labelled.ts';
import { verdictSentence } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'audit verify',
  operation: 'auditVerify',
  about:
    'Recomputes the tree of the audit log and the digest of every record and payload. Against a checkpoint that somebody kept elsewhere it also finds a log that was cut or recomputed.',
  positionals: [],
  options: { checkpoint: { kind: 'text', value: 'FILE', text: 'a checkpoint kept outside the project' } },
  exitCodes: [3],
  examples: [{ words: 'audit verify --checkpoint ~/kept.checkpoint', text: 'against a copy out of reach' }],
  input: (args, { io }) => {
    const checkpoint = textOption(args, 'checkpoint');
    return { checkpoint: checkpoint === undefined ? undefined : resolve(io.cwd, checkpoint) };
  },
  render: (answer, look) => [
    verdictSentence(
      look,
      answer.isValid ? 'pass' : 'fail',
      answer.isValid
        ? `the audit log verifies: ${formatCount(answer.entries, 'entry', 'entries')}, none edited, removed or reordered`
        : `the audit log does not verify: ${formatCount(answer.problems.length, 'problem')}`,
    ),
    ...labelled(look, 'root', [answer.rootHash], 13),
    ...labelled(look, 'checkpoints', [formatCount(answer.checkpoints, 'checkpoint')], 13),
    ...labelled(
      look,
      'checked',
      [`${formatCount(answer.recordsChecked, 'record')}, ${formatCount(answer.payloadsChecked, 'payload')}`],
      13,
    ),
    ...(answer.isValid
      ? []
      : headed(
          look,
          'what is wrong',
          bullets(
            look,
            answer.problems.map((p) => `${p.kind}${p.entry === null ? '' : `, entry ${p.entry}`}: ${p.message}`),
            'not named',
          ),
        )),
  ],
});
