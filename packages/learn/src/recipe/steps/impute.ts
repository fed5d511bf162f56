import { mean, selectQuantiles } from '@tend/kernels';
import { levelCounts } from '../level-counts.ts';
import { fillMissing, flagMissing } from '../missing-values.ts';
import { presentValues } from '../present-values.ts';
import { readFlag, readNumber, readObject, readText } from '../read-json.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import type { WorkingColumn } from '../working-column.ts';
import { withinFloat64 } from './within-float64.ts';

export interface ImputeLearned {
  /** Takes the place of a missing value. */
  readonly fill: number | string;
  /** Whether another column says where values were missing: only where training had some. */
  readonly isFlagged: boolean;
}

/** Fills missing values: with the mean, the median, the most frequent value or a given one. */
export const impute: StepDefinition<ImputeLearned> = defineStep({
  name: 'impute',
  description: 'Fills missing values, and can say in a column of its own where they were.',
  parameters: {
    strategy: {
      type: 'choice',
      default: 'median',
      choices: ['mean', 'median', 'mostFrequent', 'constant'],
      description: 'What a missing value becomes, from the values of the training rows; 0 where none is present.',
    },
    number: {
      type: 'number',
      default: 0,
      min: -1e300,
      max: 1e300,
      description: 'The constant for columns of numbers.',
    },
    text: { type: 'text', default: 'missing', description: 'The constant for columns of text.' },
    indicator: {
      type: 'flag',
      default: false,
      description: 'Adds "... is missing", 1 or 0, where training rows have missing values; for numbers only.',
    },
  },
  reads: ['number', 'integer', 'boolean', 'date', 'instant', 'text'],
  columns: 'each',
  check({ strategy, indicator }, [input]) {
    if (input?.kind !== 'text') return undefined;
    if (indicator) return `an indicator for the text "${input.name}": fill it with a text of its own instead`;
    const isOfNumbers = strategy === 'mean' || strategy === 'median';
    return isOfNumbers ? `the ${strategy} of the text "${input.name}": choose mostFrequent or constant` : undefined;
  },
  fit({ strategy, number, text, indicator }, [input], { rowCount }): ImputeLearned {
    if (input === undefined) return { fill: 0, isFlagged: false };
    if (input.kind === 'text') {
      const [first] = strategy === 'constant' ? [] : levelCounts(input).levels;
      return { fill: first?.level ?? text, isFlagged: false };
    }
    const present = presentValues(input);
    const fill = strategy === 'constant' ? number : fillOf(present, strategy);
    // A day or a millisecond is whole, and so is what takes its place.
    const isWhole = input.kind === 'date' || input.kind === 'instant';
    return { fill: isWhole ? Math.floor(fill) : fill, isFlagged: indicator && present.length < rowCount };
  },
  parse(json, path, [input]) {
    const { fill, isFlagged } = readObject(json, path, ['fill', 'isFlagged']);
    return {
      fill: input?.kind === 'text' ? readText(fill, `${path}.fill`) : readNumber(fill, `${path}.fill`),
      isFlagged: readFlag(isFlagged, `${path}.isFlagged`),
    };
  },
  outputs({ fill, isFlagged }, [input]) {
    if (input === undefined) return [];
    const flag = { name: `${input.name} is missing`, kind: 'number' } as const;
    return isFlagged ? [filledColumn(input, fill), flag] : [filledColumn(input, fill)];
  },
  run({ fill }) {
    if (typeof fill === 'string') return { type: 'toText', encode: (text) => text ?? fill };
    return {
      type: 'numbers',
      run([input], [output, flag], count) {
        if (input === undefined || output === undefined) return;
        fillMissing(input, fill, output, count);
        if (flag !== undefined) flagMissing(input, flag, count);
      },
    };
  },
  explain: ({ fill, isFlagged }, [input]) =>
    `${input?.name}: missing values become ${typeof fill === 'string' ? JSON.stringify(fill) : fill}${isFlagged ? ', and a feature of its own says where' : ''}`,
});

/** Whole numbers, truths and codes do not stay what they are when a mean is among them. */
function filledColumn(input: WorkingColumn, fill: number | string): WorkingColumn {
  const isIn =
    typeof fill === 'string' || (input.kind === 'boolean' ? fill === 0 || fill === 1 : Number.isInteger(fill));
  if (input.kind === 'text' || input.kind === 'date' || input.kind === 'instant' || isIn) return input;
  return { name: input.name, kind: 'number' };
}

function fillOf(present: Float64Array, strategy: 'mean' | 'median' | 'mostFrequent'): number {
  if (present.length === 0) return 0;
  if (strategy === 'median') return selectQuantiles(present, [0.5])[0] ?? 0;
  return strategy === 'mean' ? finiteMean(present) : mostFrequent(present.toSorted());
}

/** Sums of the largest numbers do not fit: those of 2^-64 of each do, and a power of two rounds nothing of them. */
function finiteMean(present: Float64Array): number {
  const plain = mean(present);
  if (Number.isFinite(plain)) return plain;
  const small = mean(present.map((value) => value * 2 ** -64)) * 2 ** 64;
  return withinFloat64(small);
}

/** The smallest of the values that occur most often. */
function mostFrequent(sorted: Float64Array): number {
  let best = Number.NaN;
  let longest = 0;
  for (let begin = 0, end = 0; begin < sorted.length; begin = end) {
    while (end < sorted.length && sorted[end] === sorted[begin]) end++;
    if (end - begin > longest) {
      longest = end - begin;
      best = sorted[begin] as number;
    }
  }
  return best;
}
