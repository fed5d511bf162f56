import { z } from 'zod';

const text = z.string().min(1);
const column = text.describe('A column of the source');
const share = z.number().min(0).max(1);
const scalar = z.union([z.number(), z.string(), z.boolean()]);
const set = z.array(scalar);
const names = z.array(text).min(1);
const flag = z.boolean().optional();
const threshold = z.number().min(0);
const matchOn = z.enum(['any', 'all']).optional();

const onColumn = { column };
const tolerant = {
  mostly: share.optional().describe('The share of judged rows that must be as expected; 1 by default'),
};
const onValues = { ...onColumn, ...tolerant };
const strict = { strict_min: flag, strict_max: flag };
const numberBounds = { min_value: z.number().optional(), max_value: z.number().optional(), ...strict };
const bounds = {
  min_value: z.union([z.number(), z.string()]).optional(),
  max_value: z.union([z.number(), z.string()]).optional(),
  ...strict,
};
const onPair = { column_A: column, column_B: column };
const pairRows = {
  ...onPair,
  ...tolerant,
  ignore_row_if: z.enum(['both_values_are_missing', 'either_value_is_missing', 'neither']).optional(),
};
const listRows = {
  column_list: z.array(column).min(2),
  ...tolerant,
  ignore_row_if: z.enum(['all_values_are_missing', 'any_value_is_missing', 'never']).optional(),
};
const like = { escape: z.string().length(1).optional() };
const partition = z
  .strictObject({
    bins: z.array(z.number()).min(2).optional(),
    values: set.optional(),
    weights: z.array(z.number().min(0)).min(1),
    tail_weights: z.tuple([share, share]).optional(),
  })
  .refine(({ bins, values }) => (bins === undefined) !== (values === undefined), 'needs bins or values, and not both')
  .refine(({ values, weights }) => values === undefined || values.length === weights.length, 'needs a weight a value');
const pairedScalar = z.union([scalar, z.null()]);

/** The arguments of every check by its name without `expect_`: what validates, prints and completes them. */
const shapes = {
  column_values_to_not_be_null: onValues,
  column_values_to_be_null: onValues,
  column_values_to_be_of_type: { ...onValues, type_: text },
  column_values_to_be_in_type_list: { ...onValues, type_list: names },
  column_values_to_be_unique: onValues,
  column_values_to_be_between: { ...onValues, ...bounds },
  column_values_to_be_in_set: { ...onValues, value_set: set },
  column_values_to_not_be_in_set: { ...onValues, value_set: set },
  column_values_to_be_increasing: { ...onValues, strictly: flag },
  column_values_to_be_decreasing: { ...onValues, strictly: flag },
  column_value_z_scores_to_be_less_than: { ...onValues, threshold, double_sided: flag },
  column_values_to_not_be_outliers: {
    ...onValues,
    method: z.enum(['iqr', 'std']).optional(),
    multiplier: z.number().min(0).optional(),
  },
  column_value_lengths_to_be_between: { ...onValues, ...numberBounds },
  column_value_lengths_to_equal: { ...onValues, value: z.int().min(0) },
  column_values_to_match_regex: { ...onValues, regex: text },
  column_values_to_not_match_regex: { ...onValues, regex: text },
  column_values_to_match_regex_list: { ...onValues, regex_list: names, match_on: matchOn },
  column_values_to_not_match_regex_list: { ...onValues, regex_list: names },
  column_values_to_match_like_pattern: { ...onValues, like_pattern: z.string(), ...like },
  column_values_to_not_match_like_pattern: { ...onValues, like_pattern: z.string(), ...like },
  column_values_to_match_like_pattern_list: { ...onValues, like_pattern_list: names, match_on: matchOn, ...like },
  column_values_to_not_match_like_pattern_list: { ...onValues, like_pattern_list: names, ...like },
  column_values_to_match_strftime_format: { ...onValues, strftime_format: text },
  column_values_to_be_dateutil_parseable: onValues,
  column_values_to_be_json_parseable: onValues,
  column_values_to_match_json_schema: {
    ...onValues,
    json_schema: z.union([z.boolean(), z.record(z.string(), z.json())]),
  },

  column_max_to_be_between: { ...onColumn, ...bounds },
  column_min_to_be_between: { ...onColumn, ...bounds },
  column_mean_to_be_between: { ...onColumn, ...numberBounds },
  column_median_to_be_between: { ...onColumn, ...bounds },
  column_stdev_to_be_between: { ...onColumn, ...numberBounds },
  column_sum_to_be_between: { ...onColumn, ...numberBounds },
  column_quantile_values_to_be_between: {
    ...onColumn,
    quantile_ranges: z
      .strictObject({
        quantiles: z.array(share).min(1),
        value_ranges: z.array(z.tuple([z.number().nullable(), z.number().nullable()])),
      })
      .refine((ranges) => ranges.quantiles.length === ranges.value_ranges.length, 'needs one range a quantile'),
    allow_relative_error: z
      .union([z.boolean(), z.enum(['linear', 'lower', 'higher', 'midpoint', 'nearest'])])
      .optional(),
  },
  column_unique_value_count_to_be_between: { ...onColumn, ...numberBounds },
  column_proportion_of_unique_values_to_be_between: { ...onColumn, ...numberBounds },
  column_proportion_of_non_null_values_to_be_between: { ...onColumn, ...numberBounds },
  column_distinct_values_to_be_in_set: { ...onColumn, value_set: set },
  column_distinct_values_to_contain_set: { ...onColumn, value_set: set },
  column_distinct_values_to_equal_set: { ...onColumn, value_set: set },
  column_most_common_value_to_be_in_set: { ...onColumn, value_set: set, ties_okay: flag },
  column_kl_divergence_to_be_less_than: {
    ...onColumn,
    partition_object: partition,
    threshold,
    tail_weight_holdout: share.optional(),
    internal_weight_holdout: share.optional(),
  },
  column_chisquare_test_p_value_to_be_greater_than: {
    ...onColumn,
    partition_object: partition,
    p: share.optional(),
    tail_weight_holdout: share.optional(),
  },
  column_bootstrapped_ks_test_p_value_to_be_greater_than: {
    ...onColumn,
    partition_object: partition,
    p: share.optional(),
    bootstrap_samples: z.int().min(1).max(100_000).optional(),
    bootstrap_sample_size: z.int().min(1).max(140).optional(),
  },
  column_parameterized_distribution_ks_test_p_value_to_be_greater_than: {
    ...onColumn,
    distribution: z.enum(['norm', 'uniform', 'expon', 'gamma', 'beta', 'chi2']),
    params: z.array(z.number()).max(4).describe("SciPy's: shapes, then location and scale"),
    p_value: share.optional(),
  },

  column_pair_values_to_be_equal: pairRows,
  column_pair_values_a_to_be_greater_than_b: { ...pairRows, or_equal: flag },
  column_pair_values_to_be_in_set: { ...pairRows, value_pairs_set: z.array(z.tuple([pairedScalar, pairedScalar])) },
  column_pair_cramers_phi_value_to_be_less_than: { ...onPair, threshold },
  compound_columns_to_be_unique: listRows,
  multicolumn_sum_to_equal: { ...listRows, sum_total: z.number() },
  multicolumn_values_to_be_equal: listRows,
  multicolumn_values_to_be_unique: listRows,
  select_column_values_to_be_unique_within_record: listRows,

  column_to_exist: { ...onColumn, column_index: z.int().min(0).optional() },
  column_type_to_be: { ...onColumn, type_: text },
  table_column_count_to_equal: { value: z.int().min(0) },
  table_column_count_to_be_between: numberBounds,
  table_columns_to_match_ordered_list: { column_list: names },
  table_columns_to_match_set: { column_set: names, exact_match: flag },
  table_row_count_to_equal: { value: z.int().min(0) },
  table_row_count_to_be_between: numberBounds,
  table_row_count_to_equal_other_table: { other_table_name: text },

  row_to_satisfy: { ...tolerant, expression: text },
  column_values_to_not_be_null_when: { ...onValues, when: text },
  columns_to_be_missing_together: { ...tolerant, column_list: z.array(column).min(2) },
  column_values_to_have_one_spelling: onValues,
  column_values_to_be_in_other_table: { ...onValues, other_table_name: text, other_column: text },
  column_newest_value_to_be_within: { ...onColumn, max_age_hours: z.number().min(0) },
  table_row_count_change_to_be_between: numberBounds,
  column_missing_share_change_to_be_less_than: { ...onColumn, threshold },
  column_psi_to_be_less_than: { ...onColumn, threshold },
  column_ks_statistic_to_be_less_than: { ...onColumn, threshold },
  column_total_variation_to_be_less_than: { ...onColumn, threshold },
  column_values_to_be_known_before: onValues,
  column_unit_to_be_unchanged: onColumn,
} as const;

type ShortName = keyof typeof shapes;
type Shaped<N extends ShortName> = z.output<z.ZodObject<(typeof shapes)[N], z.core.$strict>>;

/** What every check may say beside its arguments. */
const judgement = {
  where: text.optional().describe('The rows to look at, as an expression over columns and aliases'),
  severity: z.enum(['block', 'warn']).default('block'),
  owner: text.optional().describe('Who is asked when it fails'),
};
type Judged = z.output<z.ZodObject<typeof judgement, z.core.$strict>>;

/** One check of `data.checks`, under its full name. */
export type DataCheck = { [N in ShortName]: { readonly expect: `expect_${N}` } & Shaped<N> & Judged }[ShortName];

/** A check by its name with or without `expect_`, with arguments that are those of Great Expectations where it has the check. */
export const dataCheckSchema: z.ZodType<DataCheck> = z.discriminatedUnion(
  'expect',
  Object.entries(shapes).map(([name, shape]) => checkOf(name, shape)) as unknown as readonly [
    z.core.$ZodTypeDiscriminable,
  ],
  { error: 'the name of a check, such as column_values_to_be_between; docs/checks.md lists them' },
) as unknown as z.ZodType<DataCheck>;

function checkOf(name: string, shape: z.core.$ZodShape): z.ZodObject {
  const expect = z.enum([name, `expect_${name}`]).transform(() => `expect_${name}`);
  const object = z.strictObject({ expect, ...shape, ...judgement });
  if (!('min_value' in shape)) return object;
  return object.refine(
    (asked: object) =>
      ['min_value', 'max_value'].some((bound) => (asked as Record<string, unknown>)[bound] !== undefined),
    'needs min_value, max_value or both',
  );
}
