import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { labelled } from '../render/labelled.ts';
import { shortDigest, verdictSentence } from '../render/names.ts';

export const command: Command = operationCommand({
  name: 'data accept',
  operation: 'acceptData',
  about:
    'Takes the source as it stands as the new reference: types and terms are proposed afresh from it, and later takings are held to them. Terms that tend.yaml writes stay. Who did it and why is kept.',
  positionals: [],
  options: { reason: { kind: 'text', value: 'TEXT', text: 'why the change is right', isRequired: true } },
  exitCodes: [],
  examples: [{ words: 'data accept --reason "the agency changed its units"', text: 'then run again' }],
  input: (args) => ({ reason: textOption(args, 'reason') ?? '' }),
  render: ({ columns, snapshot, person, reason, next }, look) => [
    verdictSentence(
      look,
      'pass',
      `accepted as the new reference: ${columns} columns, snapshot ${shortDigest(snapshot)}`,
    ),
    ...labelled(look, 'by', person === null ? [] : [person]),
    ...labelled(look, 'reason', reason === null ? [] : [reason]),
    ...labelled(look, 'next', [next]),
  ],
});
