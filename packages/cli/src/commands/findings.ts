import { type Stage, stages } from '@tend/protocol';
import { type Command, operationCommand } from '../command.ts';
import { misuse } from '../input-problem.ts';
import { findingPositional } from '../option.ts';
import { type Arguments, hasFlag, textOption } from '../parse-arguments.ts';
import { renderFindings } from '../render/findings.ts';

export const command: Command = operationCommand({
  name: 'findings',
  operation: 'findings',
  about:
    'What checks, the search for faults and the search for leaks found, what blocks first. Each is one thing over all runs: it closes when it is no longer seen, and opens again when it is back. With an id: that one, and what happened to it.',
  positionals: [findingPositional],
  options: {
    all: { kind: 'flag', text: 'also remarks, and what is resolved or waived' },
    stage: { kind: 'text', value: 'STAGE', text: `of one stage: ${stages.join(', ')}` },
  },
  exitCodes: [],
  examples: [
    { words: 'findings', text: 'what is open' },
    { words: 'findings 84c0e1b3', text: 'one of them, with its history' },
  ],
  input: (args) => {
    const [id] = args.positionals;
    const stage = stageOption(args);
    return {
      show: hasFlag(args, 'all') ? 'all' : 'open',
      ...(id === undefined ? {} : { id }),
      ...(stage === undefined ? {} : { stage }),
    };
  },
  render: (answer, look, input) => renderFindings(answer, look, input.id !== undefined),
});

function stageOption(args: Arguments): Stage | undefined {
  const came = textOption(args, 'stage');
  if (came === undefined) return undefined;
  const stage = stages.find((name) => name === came);
  if (stage !== undefined) return stage;
  throw misuse({
    message: `there is no stage "${came}"`,
    expected: stages.join(', '),
    came,
    next: ['npx --no-install tend findings --help'],
  });
}
