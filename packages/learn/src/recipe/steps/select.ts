import { malformed, readList, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import type { TrainingColumn } from '../working-column.ts';
import { correlation } from './correlation.ts';
import { targetAssociation } from './target-association.ts';

export interface SelectLearned {
  /** The places of the inputs that stay, ascending. */
  readonly kept: readonly number[];
}

/** Keeps the columns that say something, and not the same as another. */
export const select: StepDefinition<SelectLearned> = defineStep({
  name: 'select',
  description:
    'Leaves out columns that are nearly constant or nearly the same as an earlier one, then keeps those that go best with the target.',
  parameters: {
    maxShare: {
      type: 'number',
      default: 1,
      min: 0,
      max: 1,
      description: 'A column goes where one value, or missing, has at least this share of the training rows.',
    },
    maxCorrelation: {
      type: 'number',
      default: 1,
      min: 0,
      max: 1,
      description: 'A column goes where its correlation with an earlier one is above this, up or down.',
    },
    best: {
      type: 'integer',
      default: 0,
      min: 0,
      max: 1_000_000,
      description:
        'How many columns stay, those with the largest share of variance in common with the target; 0 for all.',
    },
  },
  reads: ['number', 'integer', 'boolean'],
  columns: 'together',
  check: ({ best }, _, { target }) =>
    best > 0 && (target === undefined || target.task === 'ranking') ? 'no target to choose the best by' : undefined,
  fit({ maxShare, maxCorrelation, best }, inputs, { target }): SelectLearned {
    let kept = [...inputs.keys()].filter((place) => largestShare(valuesOf(inputs[place])) < maxShare);
    if (maxCorrelation < 1) {
      const different: number[] = [];
      for (const place of kept) {
        const isSame = (other: number): boolean =>
          Math.abs(correlation(valuesOf(inputs[place]), valuesOf(inputs[other]))) > maxCorrelation;
        if (!different.some(isSame)) different.push(place);
      }
      kept = different;
    }
    if (best > 0 && target !== undefined && kept.length > best) {
      const scores = inputs.map((input, place) => (kept.includes(place) ? targetAssociation(input, target) : 0));
      const ranked = kept.toSorted((a, b) => (scores[b] as number) - (scores[a] as number) || a - b);
      kept = ranked.slice(0, best).sort((a, b) => a - b);
    }
    return { kept };
  },
  parse(json, path, inputs) {
    const kept = readList(readObject(json, path, ['kept']).kept, `${path}.kept`, readNumber);
    const isPlace = (place: number, i: number): boolean =>
      Number.isInteger(place) && place >= 0 && place < inputs.length && (i === 0 || place > (kept[i - 1] ?? place));
    if (!kept.every(isPlace)) throw malformed(`${path}.kept`, `ascending places below ${inputs.length}`, kept);
    return { kept };
  },
  outputs: ({ kept }, inputs) =>
    kept.flatMap((place) => {
      const input = inputs[place];
      return input === undefined ? [] : [{ ...input, from: [place] }];
    }),
  run: ({ kept }) => ({
    type: 'numbers',
    run(inputs, outputs, count) {
      for (let o = 0; o < outputs.length; o++) {
        const [from, to] = [inputs[kept[o] as number] as Float64Array, outputs[o] as Float64Array];
        for (let row = 0; row < count; row++) to[row] = from[row] as number;
      }
    },
  }),
  explain: ({ kept }, inputs) => `${kept.length} of ${inputs.length} columns stay`,
});

function valuesOf(column: TrainingColumn | undefined): Float64Array {
  return column === undefined || column.kind === 'text' ? new Float64Array(0) : column.values;
}

/** The share of rows with the most common value, where missing is one. */
function largestShare(values: Float64Array): number {
  // Missing values stand last in ascending order.
  const sorted = values.slice().sort();
  let longest = 0;
  for (let begin = 0, end = 0; begin < sorted.length; begin = end) {
    const value = sorted[begin] as number;
    while (end < sorted.length && (sorted[end] === value || Number.isNaN(value))) end++;
    longest = Math.max(longest, end - begin);
  }
  return longest / sorted.length;
}
