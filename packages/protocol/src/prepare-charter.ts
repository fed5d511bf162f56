import { z } from 'zod';

const text = z.string().min(1);
const columnName = text.describe('A column of the source, one that an earlier step makes, or one of data.aliases');
const kinds = ['number', 'integer', 'boolean', 'date', 'instant', 'text'] as const;

/** The estimators whose recipes a charter may write; the others read no columns, or only those of the rule. */
export const preparedEstimators = ['logistic', 'boostedTrees'] as const;
export type PreparedEstimator = (typeof preparedEstimators)[number];

const step = z.strictObject({
  step: text.describe('The name of a step, as docs/recipe-steps.md lists them'),
  columns: z
    .union([
      z.array(columnName).min(1),
      z.strictObject({
        kinds: z.array(z.enum(kinds)).min(1),
        except: z.array(columnName).optional(),
        onlyMade: z.literal(true).optional().describe('Only those that earlier steps made'),
      }),
    ])
    .optional()
    .describe('Columns by name, or all of these kinds; absent where the parameters name them'),
  parameters: z
    .record(
      z.string(),
      z.union([
        z.number(),
        z.string(),
        z.boolean(),
        z.array(z.union([z.string(), z.number()])),
        z.record(z.string(), z.string()),
      ]),
    )
    .default({})
    .describe('Those of the step; absent ones have their defaults'),
  onlyFor: z.enum(preparedEstimators).optional().describe('Only in the recipe of this estimator'),
  reason: text.default('as the charter says').describe('Why, for those who read the recipe'),
});

/** What a person says about the recipes: all their steps, or steps before the proposed ones. */
export const prepareSchema = z
  .strictObject({
    steps: z.array(step).min(1).optional().describe('In place of the proposed steps'),
    add: z.array(step).min(1).optional().describe('Before the proposed steps'),
  })
  .refine(({ steps, add }) => (steps === undefined) !== (add === undefined), 'needs either steps or add');

export type CharterStep = z.output<typeof step>;
