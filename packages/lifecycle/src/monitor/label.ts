import { type LabelAnswer, type ParsedInputOf, Problem } from '@tend/protocol';
import { change } from '../audit/change.ts';
import type { Deps } from '../ports.ts';
import { instantOf } from '../record/instant.ts';

/**
 * Records true outcomes of predictions, each once: the first stands. TND-1008 where a prediction is not in the log; then
 * none of the batch is recorded.
 */
export async function label(deps: Deps, input: ParsedInputOf<'label'>): Promise<LabelAnswer> {
  for (const { prediction } of input.labels) {
    if (await deps.predictions.find(prediction)) continue;
    throw new Problem('TND-1008', {
      message: `there is no prediction ${prediction}`,
      expected: 'the id of an answer that this project gave',
      came: prediction,
      next: ['none of these labels was recorded; correct the id and send them again'],
    });
  }
  const at = deps.clock.now();
  const rows = input.labels.map(({ prediction, outcome, knownAt }) => ({
    predictionId: prediction,
    outcome: outcome ? 1 : 0,
    knownAt: instantOf(knownAt),
    at,
  }));
  const recorded = await change(
    deps,
    (count: number) => ({ action: 'labels recorded', subject: `${count} labels`, facts: { sent: rows.length } }),
    async (transaction) => {
      const before = await transaction.from('label').count({});
      await transaction.from('label').insertMissing(...rows);
      return (await transaction.from('label').count({})) - before;
    },
  );
  return { recorded, alreadyKnown: rows.length - recorded };
}
