import { malformed, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import {
  describeLookBack,
  historyParameters,
  type LookBack,
  lookBack,
  lookBackColumns,
  lookBackIssue,
  lookBackKinds,
  readLookBack,
} from './history-parameters.ts';

export interface LagLearned extends LookBack {
  /** How many rows back. */
  readonly back: number;
}

const farthest = 10_000;

/** The value that a column had so many rows earlier in the same group. */
export const lag: StepDefinition<LagLearned> = defineStep({
  name: 'lag',
  description:
    'The value of a column so many rows earlier in the same group, by time. Only rows strictly before the time of the row count; missing where there are fewer, or where the value was missing.',
  parameters: {
    ...historyParameters,
    back: { type: 'integer', default: 1, min: 1, max: farthest, description: 'How many rows earlier.' },
  },
  reads: lookBackKinds,
  columns: 'together',
  keepsInputs: true,
  looksBack: true,
  names: lookBackColumns,
  check: (parameters, inputs) => (parameters.of === '' ? 'no column in "of"' : lookBackIssue(parameters, inputs)),
  fit: ({ unit, delay, back }): LagLearned => ({ hasValues: true, unit, delay, back }),
  parse(json, path, inputs) {
    const fields = readObject(json, path, ['hasValues', 'unit', 'delay', 'back']);
    const back = readNumber(fields.back, `${path}.back`);
    if (!Number.isInteger(back) || back < 1 || back > farthest)
      throw malformed(`${path}.back`, `a whole number from 1 to ${farthest}`, back);
    const common = readLookBack(fields, path, inputs);
    if (!common.hasValues) throw malformed(`${path}.hasValues`, 'true', false);
    return { ...common, back };
  },
  outputs: ({ back }, [of]) => [{ name: `${of?.name} ${back === 1 ? 'before' : `${back} before`}`, kind: 'number' }],
  run(learned, inputs, { history }) {
    const seenBy = lookBack(history, inputs, learned);
    return {
      type: 'mixed',
      bind(blocks, [output]) {
        const seenAt = seenBy(blocks);
        return (count) => {
          if (output === undefined) return;
          for (let row = 0; row < count; row++) {
            const seen = seenAt(row);
            const hasOne = seen !== undefined && seen.end - learned.back >= seen.begin;
            output[row] = hasOne ? (seen.values[seen.end - learned.back] as number) : Number.NaN;
          }
        };
      },
    };
  },
  explain: (learned, inputs) =>
    `${inputs[0]?.name} ${learned.back === 1 ? 'of the row' : `of ${learned.back} rows`} before${describeLookBack(inputs, learned)}`,
});
