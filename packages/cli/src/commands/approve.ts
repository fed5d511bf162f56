import type { Project } from '../callers.ts';
import { type Command, type Outcome, operationCommand, type Session } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { misuse } from '../input-problem.ts';
import { versionPositional } from '../option.ts';
import { hasFlag, textOption } from '../parse-arguments.ts';
import { renderApproval } from '../render/approval.ts';
import { labelled } from '../render/labelled.ts';
import { verdictSentence, versionName } from '../render/names.ts';
import { printable } from '../render/printable.ts';
import { renderReview } from '../render/review.ts';

export const command: Command = operationCommand({
  name: 'approve',
  operation: 'approve',
  about:
    'Shows criteria, changes since the serving version, open findings and waivers; then asks, and binds the approval to the digests of data, code, model and report.',
  positionals: [versionPositional],
  options: { reason: { kind: 'text', value: 'TEXT', text: 'why, for the card' } },
  exitCodes: [3, 4],
  examples: [
    { words: 'approve', text: 'look at the newest version, then decide' },
    { words: 'approve v2 --as mara --yes', text: 'decided already, no question' },
  ],
  input: (args) => {
    const reason = textOption(args, 'reason');
    return { version: args.positionals[0], ...(reason === undefined ? {} : { reason }) };
  },
  before: (project, input, session) => reviewAndAsk(project, input.version, session),
  render: renderApproval,
});

/** Nobody signs unseen: the review comes first, whoever asks and however the answer is given. */
async function reviewAndAsk(
  project: Project,
  version: string | undefined,
  session: Session,
): Promise<Outcome | undefined> {
  const review = await project.review({ version });
  const shown = printable(review);
  session.emit({ event: 'review', review });
  session.print((look) => [...renderReview(shown, look), '']);
  if (hasFlag(session.args, 'yes')) return undefined;
  const name = versionName(shown.version);
  if (!session.io.isInteractive || session.isJson) {
    throw misuse({
      message: 'tend approve asks before it signs, and nobody can answer here',
      expected: '--yes where there is no terminal, or with --json',
      came: 'neither a terminal nor --yes',
      next: [`npx --no-install tend approve ${shown.version.digest.slice(0, 12)} --as ${session.actorName} --yes`],
    });
  }
  const answer = await session.io.ask(`Approve ${name} as ${session.actorName} (claimed)? [y/N] `, session.signal);
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return undefined;
  return {
    result: { approved: false },
    lines: (look) => [
      verdictSentence(look, 'waiting', `not approved: ${name} still waits for a person, nothing was changed`),
      ...labelled(look, 'next', ['npx --no-install tend approve', 'npx --no-install tend reject --reason TEXT']),
    ],
    exitCode: exitCodes.waiting,
  };
}
