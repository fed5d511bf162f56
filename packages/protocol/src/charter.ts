import { z } from 'zod';
import { asOfJoinSchema } from './as-of-join.ts';
import { dataCheckSchema } from './data-check.ts';
import { dataSourceSchema, maxRejectedSchema } from './data-source.ts';
import { prepareSchema } from './prepare-charter.ts';

/** What `tend init` writes where only a person knows the answer. A blank blocks the stage that needs it, not earlier. */
export const blank = '?';

const text = z.string().min(1);
const isoDate = z.iso.date();
const column = text.describe('A column of the source, or one of data.aliases');
const orBlank = <S extends z.ZodType>(schema: S) => z.union([z.literal(blank), schema]);

const objective = z.strictObject({
  text: orBlank(text).describe('What changes for whom when this works'),
  owner: orBlank(text).describe('The person who answers for it'),
  affected: z.array(text).default([]).describe('Who bears the consequences'),
  deadline: isoDate.optional(),
  budget: z
    .strictObject({ trials: z.int().min(1).max(10_000).default(24) })
    .prefault({})
    .describe('Search budgets count work, not time'),
});

const unitPeriod = z.strictObject({
  unit: text,
  from: isoDate.optional(),
  until: isoDate.optional().describe('Exclusive'),
});

const cellFormat = z.strictObject({
  decimal: z.literal(',').optional().describe('Decimal mark of numbers, where it is a comma'),
  thousands: z.enum([',', '.', ' ', "'"]).optional().describe('Mark between groups of three digits'),
  prefix: text.optional().describe('Text before each number, no part of its value'),
  suffix: text.optional().describe('Text after each number, no part of its value'),
  pattern: text.optional().describe('Of dates and instants, such as D.M.YYYY or YYYY-MM-DD HH:mm'),
  trim: z.literal(true).optional().describe('Blanks around a value are no part of it'),
  truth: z.strictObject({ yes: text, no: text }).optional().describe('The two spellings of a truth value'),
});

const columnContract = z.strictObject({
  type: z.enum(['number', 'integer', 'boolean', 'text', 'date', 'instant']).optional(),
  format: cellFormat.optional().describe('How its cells are spelled, where what was found out is not right'),
  levels: z.array(text).optional().describe('Levels of an ordered category, lowest first'),
  required: z.boolean().optional().describe('No value may be missing'),
  missingAtMost: z.number().min(0).max(1).optional().describe('Largest tolerated share of missing values'),
  unique: z.boolean().optional(),
  min: z.union([z.number(), text]).optional().describe('A number, a date or an instant'),
  max: z.union([z.number(), text]).optional(),
  mostly: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('The share of values that unique, min, max, values, pattern and length ask for'),
  pattern: text.optional().describe('A regular expression that each value must contain; ^ and $ for the whole'),
  length: z
    .strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'needs min, max or both')
    .optional()
    .describe('Of text, in characters'),
  values: z.array(z.string()).optional().describe('The closed set of allowed values'),
  unit: text.optional().describe('The unit the recipe and the model see'),
  units: z.array(unitPeriod).optional().describe('The unit the source used, by period; converted into `unit`'),
  severity: z.enum(['block', 'warn']).default('block'),
  owner: text.optional().describe('Who is asked when a term is broken'),
});

const data = z.strictObject({
  source: dataSourceSchema.describe('Files, an address, a table of SQLite or a query of PostgreSQL'),
  key: column.optional().describe('Names the person or thing of a row: diffs and withdrawals go by it'),
  time: z.strictObject({ column, zone: text.default('UTC') }).optional(),
  aliases: z.record(z.string(), text).default({}).describe('Short names for expressions: alias -> column'),
  missing: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe('Spellings of a missing value by column; "*" for every other column. The empty field by default'),
  exclude: z.array(z.strictObject({ column, reason: text, by: text })).default([]),
  keep: z
    .array(z.strictObject({ column, reason: text, by: text }))
    .default([])
    .describe('Columns to keep although a computation suspects them'),
  protected: z.array(column).default([]),
  maxRejected: maxRejectedSchema
    .default('0%')
    .describe('Rows that may be set aside because they misfit: a share such as 0.1%, or a count'),
  joins: z
    .array(asOfJoinSchema)
    .default([])
    .describe('Other sources whose values as of data.time become columns of each row, one after the other'),
  contract: z.record(z.string(), columnContract).default({}),
  checks: z.array(dataCheckSchema).default([]).describe('Checks beyond the terms of single columns; docs/checks.md'),
});

const span = z.strictObject({ from: isoDate.optional(), until: isoDate.optional().describe('Exclusive') });

const split = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('time'), train: span, test: span }),
  z.strictObject({ by: z.literal('random'), testShare: z.number().gt(0).lt(1).default(0.25) }),
  z.strictObject({ by: z.literal('group'), column, testShare: z.number().gt(0).lt(1).default(0.25) }),
]);

export const metricNames = [
  'rocAuc',
  'averagePrecision',
  'logLoss',
  'brier',
  'calibrationSlope',
  'calibrationError',
  'expectedCost',
  'recall',
  'precision',
] as const;
export type MetricName = (typeof metricNames)[number];

const criterion = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and hyphens'),
    metric: z.enum(metricNames),
    versus: z.enum(['rule', 'nothing', 'majority', 'champion']).optional().describe('Measure the difference to this'),
    where: text.optional().describe('A slice, as an expression over columns and aliases'),
    atLeast: orBlank(z.number()).optional(),
    atMost: orBlank(z.number()).optional(),
    confidence: z.number().gt(0.5).lt(1).default(0.95),
    on: z.array(z.enum(['test', 'live'])).default(['test']),
  })
  .refine((c) => c.atLeast !== undefined || c.atMost !== undefined, 'needs atLeast, atMost or both');

const amount = orBlank(z.number().min(0));

const decision = z.strictObject({
  act: orBlank(text).describe('What is done when the answer is yes'),
  costs: z
    .strictObject({
      missed: amount.describe('Cost of not acting on a positive'),
      needless: amount.describe('Cost of acting on a negative'),
      currency: z.string().default('USD'),
    })
    .describe('Costs beyond those of a right decision'),
  rule: text.optional().describe('The rule of thumb in use today, as an expression'),
});

export const charterSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'lower case letters, digits and hyphens'),
  objective,
  data,
  target: z.strictObject({
    expression: text.describe('True for a positive, e.g. "damage != \'None\'"; null where the outcome is unknown'),
    knownAfterDays: z.number().min(0).default(0),
  }),
  split,
  prepare: prepareSchema.optional().describe('Steps of recipes that a person writes; docs/prepare.md'),
  decision,
  criteria: z.array(criterion).default([]),
  metric: z.enum(metricNames).default('rocAuc').describe('What the search maximises (or minimises, for losses)'),
  limits: z
    .strictObject({ latencyP99Ms: z.number().gt(0).optional(), sizeMb: z.number().gt(0).optional() })
    .prefault({}),
  slices: z.array(column).default([]).describe('Columns whose groups every evaluation reports'),
  assumptions: z.array(text).default([]),
  risks: z.array(z.strictObject({ text, response: text })).default([]),
  monitor: z
    .strictObject({
      window: z.enum(['week', 'month', 'quarter', 'year']).default('quarter'),
      falseAlarmsPerYear: z.number().gt(0).default(0.5),
    })
    .prefault({}),
  approvals: z
    .strictObject({
      required: z.int().min(0).max(10).default(1),
      separate: z.boolean().default(true).describe('Whoever trained may not approve'),
      entitled: z.array(text).default([]).describe('Who may approve and waive; empty: everyone but the trainer'),
    })
    .prefault({}),
  seed: z.int().min(0).max(0xffff_ffff).default(42),
});

/** A problem definition after defaults: what is hashed, stored and enforced. */
export type Charter = z.output<typeof charterSchema>;
export type CharterInput = z.input<typeof charterSchema>;
export type Criterion = Charter['criteria'][number];
export type SplitRule = Charter['split'];
export type ColumnContract = z.output<typeof columnContract>;

/**
 * The paths of all blanks, e.g. `decision.costs.missed`, in the order of the charter. Only these parts can have any:
 * elsewhere "?" is a value of the data.
 */
export function blanksOf(charter: Charter): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (value === blank) found.push(path);
    else if (Array.isArray(value)) for (const [i, item] of value.entries()) walk(item, `${path}[${i}]`);
    else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`);
  };
  walk(charter.objective, 'objective');
  walk(charter.decision, 'decision');
  walk(charter.criteria, 'criteria');
  return found;
}
