import { quantile } from '@tend/kernels';
import { presentValues } from '../present-values.ts';
import { malformed, readChoice, readFlag, readList, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';

const forms = ['number', 'oneHot'] as const;

export interface BinLearned {
  /** Ascending: bin i holds cuts[i - 1] <= value < cuts[i], the outer two are open. */
  readonly cuts: readonly number[];
  readonly form: (typeof forms)[number];
  /** Whether missing values have a feature of their own. */
  readonly isFlagged: boolean;
}

/** Numbers as bins. */
export const bin: StepDefinition<BinLearned> = defineStep({
  name: 'bin',
  description: 'The bin of a number, as its place from 0 or a 0/1 feature for each; bins hold their lower bound.',
  parameters: {
    strategy: {
      type: 'choice',
      default: 'equalCount',
      choices: ['equalCount', 'equalWidth', 'given'],
      description: 'Bins of as many training rows each, as wide each, or between given cuts.',
    },
    bins: {
      type: 'integer',
      default: 10,
      min: 2,
      max: 1000,
      description: 'How many bins; fewer where values are few.',
    },
    cuts: { type: 'ascending', default: [], description: 'The inner bounds of the bins (given).' },
    form: {
      type: 'choice',
      default: 'number',
      choices: forms,
      description: 'The place of the bin, where missing stays missing; or 0/1 features, where missing has its own.',
    },
  },
  reads: ['number', 'integer'],
  columns: 'each',
  check: ({ strategy, cuts }) => (strategy === 'given' && cuts.length === 0 ? 'no cuts between bins' : undefined),
  fit({ strategy, bins, cuts, form }, [input], { rowCount }): BinLearned {
    const sorted = presentValues(input).toSorted();
    return {
      cuts: strategy === 'given' ? cuts : cutsOf(sorted, bins, strategy),
      form,
      isFlagged: form === 'oneHot' && sorted.length < rowCount,
    };
  },
  parse(json, path) {
    const fields = readObject(json, path, ['cuts', 'form', 'isFlagged']);
    const cuts = readList(fields.cuts, `${path}.cuts`, readNumber);
    if (cuts.some((cut, place) => place > 0 && cut <= (cuts[place - 1] ?? 0)))
      throw malformed(`${path}.cuts`, 'ascending numbers', cuts);
    const form = readChoice(fields.form, `${path}.form`, forms);
    const isFlagged = readFlag(fields.isFlagged, `${path}.isFlagged`);
    if (isFlagged && form === 'number') throw malformed(`${path}.isFlagged`, 'false for numbers', isFlagged);
    return { cuts, form, isFlagged };
  },
  outputs({ cuts, form, isFlagged }, [input]) {
    if (input === undefined) return [];
    if (form === 'number') return [{ name: input.name, kind: 'integer' }];
    const names = [...cuts, undefined].map((cut, place) => `${input.name} ${rangeOf(cuts[place - 1], cut)}`);
    if (isFlagged) names.push(`${input.name} is missing`);
    return names.map((name) => ({ name, kind: 'number' }));
  },
  run({ cuts, form, isFlagged }) {
    const bounds = Float64Array.from(cuts);
    const missing = isFlagged ? bounds.length + 1 : -1;
    return {
      type: 'numbers',
      run([input], outputs, count) {
        const [output] = outputs;
        if (input === undefined || output === undefined) return;
        if (form === 'oneHot') for (const one of outputs) one.fill(0, 0, count);
        for (let row = 0; row < count; row++) {
          const value = input[row] as number;
          const isMissing = Number.isNaN(value);
          if (form === 'number') output[row] = isMissing ? value : binOf(bounds, value);
          else {
            const chosen = outputs[isMissing ? missing : binOf(bounds, value)];
            if (chosen !== undefined) chosen[row] = 1;
          }
        }
      },
    };
  },
  explain: ({ cuts }, [input]) => `${input?.name}: one of ${cuts.length + 1} bins`,
});

/** How many bounds are at most the value. */
function binOf(bounds: Float64Array, value: number): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Inner bounds, different ones only: equal quantiles make no bin. */
function cutsOf(sorted: Float64Array, bins: number, strategy: 'equalCount' | 'equalWidth'): readonly number[] {
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined || least === most) return [];
  const cuts = new Set<number>();
  for (let i = 1; i < bins; i++) {
    const share = i / bins;
    const cut = strategy === 'equalCount' ? quantile(sorted, share) : least * (1 - share) + most * share;
    if (cut > least && cut < most) cuts.add(cut);
  }
  return [...cuts].sort((a, b) => a - b);
}

function rangeOf(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return to === undefined ? 'any value' : `below ${to}`;
  return to === undefined ? `from ${from}` : `from ${from} below ${to}`;
}
