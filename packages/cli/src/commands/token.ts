import { type Command, operationCommand } from '../command.ts';
import { misuse } from '../input-problem.ts';
import { nearestName } from '../nearest-name.ts';
import { numberOption, textOption } from '../parse-arguments.ts';
import { labelled } from '../render/labelled.ts';
import { formatInstant } from '../render/time.ts';

/** The permissions of the API table; the compiler compares them where they become input. */
const permissions = ['read', 'predict', 'train', 'approve', 'deploy', 'operate'] as const;

export const command: Command = operationCommand({
  name: 'token',
  operation: 'token',
  about:
    'Issues a token for a person, shown once and stored only as a digest. A server that asks for tokens accepts nobody without one.',
  positionals: [{ value: 'PERSON', text: 'whose token it is', isRequired: true }],
  options: {
    permissions: { kind: 'text', value: 'LIST', text: `of ${permissions.join(', ')} (default: read)` },
    days: { kind: 'integer', value: 'N', min: 1, max: 365, text: 'how long it holds (default: 90)' },
  },
  exitCodes: [3],
  examples: [{ words: 'token mara --permissions read,approve --days 30', text: 'may look and sign' }],
  input: (args) => {
    const list = textOption(args, 'permissions');
    const days = numberOption(args, 'days');
    return {
      person: args.positionals[0] ?? '',
      ...(list === undefined ? {} : { permissions: list.split(',').map(permissionOf) }),
      ...(days === undefined ? {} : { days }),
    };
  },
  render: (answer, look) => [
    answer.token,
    ...labelled(look, 'person', [answer.person]),
    ...labelled(look, 'may', [answer.permissions.join(', ')]),
    ...labelled(look, 'until', [formatInstant(answer.expiresAt)]),
    look.paint.dim('  this is the only time the token is shown'),
  ],
});

function permissionOf(typed: string): (typeof permissions)[number] {
  const name = typed.trim();
  const found = permissions.find((permission) => permission === name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, permissions);
  throw misuse({
    message: `there is no permission "${name}"`,
    expected:
      nearest === undefined
        ? `of ${permissions.join(', ')}`
        : `perhaps ${nearest}; there are ${permissions.join(', ')}`,
    came: name,
    next: ['npx --no-install tend token --help'],
  });
}
