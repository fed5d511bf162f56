import { type Command, operationCommand } from '../command.ts';
import { versionPositional } from '../option.ts';
import { criteriaTable } from '../render/criteria-table.ts';
import { renderDeployment } from '../render/deployment.ts';
import { printable } from '../render/printable.ts';

export const command: Command = operationCommand({
  name: 'deploy',
  operation: 'deploy',
  about:
    'Promotes a version through the gate and lets it serve. The gate asks for every criterion to pass or to be waived, for the approvals of the charter, and hashes the evidence again.',
  positionals: [versionPositional],
  options: {},
  exitCodes: [3, 4],
  examples: [{ words: 'deploy v2', text: 'the version before stays ready for rollback' }],
  input: (args) => ({ version: args.positionals[0] }),
  async onProblem(project, input, problem, session) {
    if (!isGate(problem)) return;
    // The refusal stands by itself: a review that fails too must not hide it.
    const review = await project.review(input).catch(() => undefined);
    if (review === undefined) return;
    const shown = printable(review.criteria);
    session.remark((look) => [...criteriaTable(look, shown), '']);
  },
  render: renderDeployment,
});

function isGate(problem: unknown): boolean {
  return problem instanceof Error && 'code' in problem && problem.code === 'TND-3101';
}
