import { mean } from '@tend/kernels';
import { canonicalOrder } from '../canonical-order.ts';
import { malformed, readLevels, readList, readNumber, readObject } from '../read-json.ts';
import { defineStep, type StepDefinition, type StepTarget } from '../step-definition.ts';
import type { TrainingColumn } from '../working-column.ts';
import { encodeEarlier } from './encode-earlier.ts';
import { foldsOf } from './folds-of.ts';

export interface TargetEncodeLearned {
  readonly levels: readonly string[];
  /** What the outputs are called after, where there are several. */
  readonly classes: readonly string[];
  /** encodings[output][level] */
  readonly encodings: readonly (readonly number[])[];
  /** What a missing text becomes, by output. */
  readonly missing: readonly number[];
  /** What an unseen text becomes, by output: the mean of the target. */
  readonly prior: readonly number[];
}

/**
 * The smoothed mean of the target in the training rows of a level (Micci-Barreca 2001). Training rows get that of other folds, or of
 * earlier rows, so that no row sees its own outcome.
 */
export const targetEncode: StepDefinition<TargetEncodeLearned> = defineStep({
  name: 'targetEncode',
  description:
    'The mean of the target among training rows with the same text (of each class, where there are several), drawn towards the mean of all where they are few. Training rows get values out of fold; unseen texts the mean of all; missing is a level of its own.',
  parameters: {
    smoothing: {
      type: 'choice',
      default: 'auto',
      choices: ['auto', 'rows'],
      description:
        'How far few rows are drawn to the mean of all: by their variance (empirical Bayes), or as by so many rows.',
    },
    rows: {
      type: 'number',
      default: 10,
      min: 0,
      max: 1e9,
      description: 'The weight of the mean of all, in rows (rows).',
    },
    folds: { type: 'integer', default: 5, min: 2, max: 100, description: 'Folds, where the caller gives none.' },
    timeAware: {
      type: 'flag',
      default: false,
      description:
        'Training rows see earlier rows only, by the time of the data; a row without earlier ones, or without a time, is missing.',
    },
  },
  reads: ['text'],
  columns: 'each',
  check({ timeAware }, _, { target, time }) {
    if (target === undefined) return 'no target';
    if (target.task === 'ranking') return 'a target of ranking';
    return timeAware && time === undefined ? 'no time of the rows for timeAware' : undefined;
  },
  fit({ smoothing, rows }, [input], context): TargetEncodeLearned {
    const { codes, texts } = levelsOf(input);
    const all = Int32Array.from(codes.keys());
    const encoded = outcomesOf(context.target).map((y) => encode(codes, y, all, texts.length, smoothing, rows));
    return {
      levels: texts.slice(1),
      classes: classNamesOf(context.target),
      encodings: encoded.map(({ means }) => [...means.subarray(1)]),
      missing: encoded.map(({ means }) => means[0] ?? 0),
      prior: encoded.map(({ prior }) => prior),
    };
  },
  trainingValues({ smoothing, rows, folds, timeAware }, [input], context) {
    const { codes, texts } = levelsOf(input);
    const outcomes = outcomesOf(context.target);
    const { time } = context;
    if (timeAware && time !== undefined)
      return outcomes.map((y) => encodeEarlier(codes, y, time, texts.length, smoothing === 'auto' ? undefined : rows));
    const foldOf = foldsOf(context, folds);
    return outcomes.map((y) => {
      const values = new Float64Array(codes.length);
      for (const fold of new Set(foldOf)) {
        const others = Int32Array.from(codes.keys()).filter((row) => foldOf[row] !== fold);
        const { means, prior } = encode(codes, y, others, texts.length, smoothing, rows);
        for (let row = 0; row < codes.length; row++)
          if (foldOf[row] === fold)
            // No other rows: any number would tell of outcomes of the fold.
            values[row] = others.length === 0 ? Number.NaN : (means[codes[row] as number] ?? prior);
      }
      return values;
    });
  },
  parse(json, path) {
    const fields = readObject(json, path, ['levels', 'classes', 'encodings', 'missing', 'prior']);
    const levels = readLevels(fields.levels, `${path}.levels`);
    const numbers = (value: unknown, at: string): readonly number[] => readList(value, at, readNumber);
    const prior = numbers(fields.prior, `${path}.prior`);
    const missing = numbers(fields.missing, `${path}.missing`);
    const encodings = readList(fields.encodings, `${path}.encodings`, numbers);
    if (prior.length === 0) throw malformed(`${path}.prior`, 'a number an output', prior);
    if (missing.length !== prior.length) throw malformed(`${path}.missing`, `${prior.length} numbers`, missing);
    if (encodings.length !== prior.length || encodings.some((one) => one.length !== levels.length))
      throw malformed(`${path}.encodings`, `${prior.length} lists of ${levels.length} numbers`, encodings);
    const classes = readLevels(fields.classes, `${path}.classes`);
    if (classes.length !== (prior.length === 1 ? 0 : prior.length))
      throw malformed(`${path}.classes`, prior.length === 1 ? 'no class' : `${prior.length} classes`, classes);
    return { levels, classes, encodings, missing, prior };
  },
  outputs({ classes }, [input]) {
    const name = input?.name ?? '';
    if (classes.length === 0) return [{ name, kind: 'number' }];
    return classes.map((one) => ({ name: `${name} for ${one}`, kind: 'number' }));
  },
  run({ levels, encodings, missing, prior }) {
    const placeOf = new Map(levels.map((level, place) => [level, place]));
    return {
      type: 'fromText',
      encode(text, emit) {
        const place = text === undefined ? undefined : placeOf.get(text);
        for (let output = 0; output < prior.length; output++) {
          const known =
            text === undefined ? missing[output] : place === undefined ? prior[output] : encodings[output]?.[place];
          emit(output, known ?? 0);
        }
      },
    };
  },
  explain: ({ levels, classes, prior }, [input]) =>
    `${input?.name}: the smoothed ${classes.length === 0 ? 'mean of the target' : `shares of ${classes.join(', ')}`} for each of ${levels.length} values, ${prior.join(', ')} for a new one`,
});

/** The texts that occur, in canonical order behind the missing one, and the place of each row among them. */
function levelsOf(column: TrainingColumn | undefined): {
  readonly codes: Int32Array;
  readonly texts: readonly string[];
} {
  if (column?.kind !== 'text') return { codes: new Int32Array(0), texts: [''] };
  const isSeen = new Uint8Array(column.dictionary.length);
  for (const code of column.codes) if (code >= 0) isSeen[code] = 1;
  const seen = column.dictionary.filter((_, code) => isSeen[code] === 1).sort(canonicalOrder);
  const placeOf = new Map(seen.map((text, place) => [text, place + 1]));
  const places = column.dictionary.map((text) => placeOf.get(text) ?? 0);
  return { codes: column.codes.map((code) => (code < 0 ? 0 : (places[code] ?? 0))), texts: ['', ...seen] };
}

/** The names of several classes: those that the target has, or their numbers. */
function classNamesOf(target: StepTarget | undefined): readonly string[] {
  if (target?.task !== 'multiclass') return [];
  return Array.from({ length: target.classCount ?? 0 }, (_, one) => target.classes?.[one] ?? `class ${one}`);
}

/** One vector of numbers for each output: the target, or whether it is a class. */
function outcomesOf(target: StepTarget | undefined): readonly Float64Array[] {
  if (target === undefined) return [];
  if (target.task !== 'multiclass') return [target.y];
  return Array.from({ length: target.classCount ?? 0 }, (_, one) => target.y.map((value) => Number(value === one)));
}

/** The encoding of each level from these rows; a level without rows has the prior. As in scikit-learn's TargetEncoder. */
function encode(
  codes: Int32Array,
  y: Float64Array,
  rows: Int32Array,
  levelCount: number,
  smoothing: 'auto' | 'rows',
  weight: number,
): { readonly means: Float64Array; readonly prior: number } {
  const outcomes = Float64Array.from(rows, (row) => y[row] as number);
  const prior = outcomes.length === 0 ? 0 : mean(outcomes);
  const counts = new Float64Array(levelCount);
  const means = new Float64Array(levelCount);
  for (const row of rows) {
    const code = codes[row] as number;
    counts[code] = (counts[code] as number) + 1;
    means[code] = (means[code] as number) + (y[row] as number);
  }
  if (smoothing === 'rows') {
    for (let level = 0; level < levelCount; level++) {
      const total = (counts[level] as number) + weight;
      means[level] = total === 0 ? prior : ((means[level] as number) + weight * prior) / total;
    }
    return { means, prior };
  }
  for (let level = 0; level < levelCount; level++) means[level] = (means[level] as number) / (counts[level] as number);
  const squares = new Float64Array(levelCount);
  for (const row of rows) {
    const code = codes[row] as number;
    squares[code] = (squares[code] as number) + ((y[row] as number) - (means[code] as number)) ** 2;
  }
  const spread = outcomes.length === 0 ? 0 : mean(outcomes.map((value) => (value - prior) ** 2));
  for (let level = 0; level < levelCount; level++) {
    const n = counts[level] as number;
    const share = (spread * n) / (spread * n + (squares[level] as number) / n);
    // Without rows, or where the target never differs, the share is no number.
    means[level] = Number.isNaN(share) ? prior : share * (means[level] as number) + (1 - share) * prior;
  }
  return { means, prior };
}
