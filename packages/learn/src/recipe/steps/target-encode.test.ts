import { tableOf, textColumn } from '@tend/table';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainRecipe, sourcesOf } from '../explain-recipe.ts';
import { fitRecipe } from '../fit-recipe.ts';
import type { StepContext, StepTarget } from '../step-definition.ts';
import { targetEncode } from './target-encode.ts';

const levels = ['a', 'b', 'c', null];

interface Training {
  readonly column: Parameters<typeof targetEncode.fit>[1][number];
  readonly target: StepTarget;
  readonly time: Float64Array;
  readonly folds: Int32Array;
}

/** A few rows of few levels, with times and folds that many rows share. */
const training: fc.Arbitrary<Training> = fc
  .tuple(
    fc.constantFrom('binary', 'regression', 'multiclass'),
    fc.array(fc.tuple(fc.nat(3), fc.nat(2), fc.option(fc.nat(4), { nil: Number.NaN }), fc.nat(2)), {
      minLength: 1,
      maxLength: 14,
    }),
  )
  .map(([task, rows]) => ({
    column: textColumn(
      'size',
      rows.map(([level]) => levels[level] ?? null),
    ),
    target: targetFor(
      task as 'binary',
      rows.map(([, y]) => y),
    ),
    time: Float64Array.from(rows, ([, , time]) => time),
    folds: Int32Array.from(rows, ([, , , fold]) => fold),
  }));

function targetFor(task: 'binary' | 'regression' | 'multiclass', ys: readonly number[]): StepTarget {
  if (task === 'multiclass') return { task, y: Float64Array.from(ys), classCount: 3 };
  return { task, y: Float64Array.from(ys, (y) => (task === 'binary' ? y % 2 : y * 10.5 - 3)) };
}

/** The same target with another outcome in one row. */
function otherwise(target: StepTarget, row: number): StepTarget {
  const { y, task } = target;
  const before = y[row] as number;
  return {
    ...target,
    y: y.with(row, task === 'binary' ? 1 - before : task === 'multiclass' ? (before + 1) % 3 : before + 7),
  };
}

const smoothings = fc.constantFrom(
  { smoothing: 'auto' },
  { smoothing: 'rows', rows: 0 },
  { smoothing: 'rows', rows: 2.5 },
);

function valuesOf({ column, ...rest }: Training, parameters: object): readonly Float64Array[] {
  const context: StepContext = { rowCount: rest.target.y.length, seed: 3, ...rest };
  const all = { smoothing: 'auto', rows: 10, folds: 3, timeAware: false, ...parameters } as const;
  return targetEncode.trainingValues?.(all, [column], context) ?? [];
}

describe('the encoding of a training row', () => {
  test.each([true, false])('does not change with an outcome of its own fold, given folds: %s', (isGiven) => {
    fc.assert(
      fc.property(training, smoothings, fc.nat(), (one, smoothing, any) => {
        const row = any % one.target.y.length;
        const { folds, ...without } = one;
        const asked = (isGiven ? one : without) as Training;
        const before = valuesOf(asked, smoothing);
        const after = valuesOf({ ...asked, target: otherwise(one.target, row) }, smoothing);
        for (const [output, values] of before.entries())
          for (let other = 0; other < values.length; other++)
            if (other === row || (isGiven && folds[other] === folds[row]))
              expect(after[output]?.[other]).toBe(values[other]);
      }),
      { numRuns: 300 },
    );
  });

  test('by time changes with outcomes of earlier rows only: not with its own, nor with those of the same instant', () => {
    fc.assert(
      fc.property(training, smoothings, fc.nat(), (one, smoothing, any) => {
        const row = any % one.target.y.length;
        const parameters = { ...smoothing, timeAware: true };
        const before = valuesOf(one, parameters);
        const after = valuesOf({ ...one, target: otherwise(one.target, row) }, parameters);
        for (const [output, values] of before.entries())
          for (let other = 0; other < values.length; other++)
            if (!((one.time[row] as number) < (one.time[other] as number)))
              expect(after[output]?.[other]).toBe(values[other]);
      }),
      { numRuns: 300 },
    );
  });

  test('by time depends on earlier rows where there are some', () => {
    const column = textColumn('size', ['a', 'a', 'b', 'a']);
    const time = Float64Array.of(1, 2, 2, 3);
    const target = { y: Float64Array.of(1, 0, 1, 0) };
    const values = (y: Float64Array): readonly number[] => [
      ...(valuesOf(
        { column, time, target: { y }, folds: new Int32Array(4) },
        { timeAware: true, smoothing: 'rows', rows: 1 },
      )[0] ?? []),
    ];
    // The mean of the earlier rows, weighing one row, beside the earlier rows of the level.
    const [first, ...others] = values(target.y);
    expect(first).toBeNaN();
    expect(others).toEqual([1, 1, expect.closeTo((1 + 2 / 3) / 3, 14)]);
  });
});

describe('several classes', () => {
  const table = tableOf([textColumn('size', ['a', 'b', 'a', 'c', 'b', 'a'])]);
  const rows = Int32Array.from({ length: 6 }, (_, row) => row);
  const steps = [{ step: 'targetEncode', columns: ['size'], reason: '' }];
  const classes = ['größe', '__proto__', 'constructor'];
  const fitted = (names: readonly string[] | undefined, y = [0, 1, 2, 0, 1, 1]) =>
    fitRecipe({ for: 'logistic', steps, dropped: [] }, table, rows, {
      target: { task: 'multiclass', y: Float64Array.from(y), classCount: 3, ...(names && { classes: names }) },
    }).recipe;

  test('name the outputs, which come from the column', () => {
    const recipe = fitted(classes);
    expect(recipe.features.map(({ name }) => name)).toEqual([
      'size for __proto__',
      'size for constructor',
      'size for größe',
    ]);
    expect([...sourcesOf(recipe).values()]).toEqual([['size'], ['size'], ['size']]);
    expect(explainRecipe(recipe)[0]).toContain('größe, __proto__, constructor');
    expect(fitted(undefined).features.map(({ name }) => name)).toEqual([
      'size for class 0',
      'size for class 1',
      'size for class 2',
    ]);
  });

  test('that are too few, alike or not counted are refused', () => {
    expect(() => fitted(['a', 'b'])).toThrow('3 different names');
    expect(() => fitted(['a', 'b', 'a'])).toThrow('3 different names');
    expect(() => fitted(classes, [0, 1, 2, 3, 0, 0])).toThrow('a class from 0 to 2');
  });
});
