import { type Command, operationCommand } from '../command.ts';
import { textOption } from '../parse-arguments.ts';
import { renderDeployment } from '../render/deployment.ts';

export const command: Command = operationCommand({
  name: 'rollback',
  operation: 'rollback',
  about: 'Lets the version before serve again. The version that is taken down stays, with its records and answers.',
  positionals: [],
  options: { reason: { kind: 'text', value: 'TEXT', text: 'what went wrong', isRequired: true } },
  exitCodes: [3],
  examples: [{ words: 'rollback --reason "speeds arrive in km/h"', text: 'the reason is required' }],
  input: (args) => ({ reason: textOption(args, 'reason') ?? '' }),
  render: renderDeployment,
});
