import { z } from 'zod';
import { dataSourceSchema } from './data-source.ts';

const text = z.string().min(1);

const unitMs = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** One source whose values as of the event time become columns of each row. */
export const asOfJoinSchema: z.ZodType<AsOfJoin, AsOfJoinInput> = z.strictObject({
  source: dataSourceSchema.describe('Where the values come from, as data.source'),
  on: z
    .record(text, text)
    .refine((on) => Object.keys(on).length > 0, 'needs at least one pair of columns')
    .describe('The key: column of the rows -> column of the source'),
  time: text.describe('The column of the source that says from when on its values hold'),
  created: text.optional().describe('The column of the source that says when a row was written down'),
  ttl: z
    .string()
    .regex(/^\d+(\.\d+)?(s|min|h|d)$/, 'a span such as 30d, 12h, 90min or 10s')
    .optional()
    .describe('How old a value may be at the event; without it, of any age'),
  columns: z.array(text).min(1).describe('The columns of the source that the rows get'),
  prefix: z.string().default('').describe('Stands before their names'),
  cutoff: z
    .boolean()
    .default(true)
    .describe('Never use a row that was created after the event; false lets the future in, and is a finding'),
});

/** The charter's entry of a source that is joined as of the event time, after defaults. */
export interface AsOfJoin {
  readonly source: z.output<typeof dataSourceSchema>;
  readonly on: Readonly<Record<string, string>>;
  readonly time: string;
  readonly created?: string | undefined;
  readonly ttl?: string | undefined;
  readonly columns: readonly string[];
  readonly prefix: string;
  readonly cutoff: boolean;
}

type AsOfJoinInput = Omit<AsOfJoin, 'prefix' | 'cutoff' | 'columns' | 'on'> & {
  readonly on: Record<string, string>;
  readonly columns: string[];
  readonly prefix?: string | undefined;
  readonly cutoff?: boolean | undefined;
};

/** A span of the charter (`30d`, `1.5h`, `90min`, `10s`) in milliseconds; without one nothing is too old. */
export function ttlMs(ttl: string | undefined): number {
  if (ttl === undefined) return Number.POSITIVE_INFINITY;
  const [, count = '', unit = ''] = /^([\d.]+)([a-z]+)$/.exec(ttl) ?? [];
  return Number(count) * unitMs[unit as keyof typeof unitMs];
}
