/** A value as a check states it: dates and instants as ISO 8601 text. */
export type Scalar = number | string | boolean;

interface OnColumn {
  readonly column: string;
}
/** The tolerated share: the check is met where at least this share of the judged rows is as expected; 1 by default. */
interface Tolerant {
  readonly mostly?: number | undefined;
}
interface Bounded {
  readonly min_value?: number | string | undefined;
  readonly max_value?: number | string | undefined;
  readonly strict_min?: boolean | undefined;
  readonly strict_max?: boolean | undefined;
}
interface NumberBounded extends Bounded {
  readonly min_value?: number | undefined;
  readonly max_value?: number | undefined;
}
interface OfSet {
  readonly value_set: readonly Scalar[];
}
type MatchOn = 'any' | 'all';
interface OnPair {
  readonly column_A: string;
  readonly column_B: string;
}
interface PairRows extends OnPair, Tolerant {
  readonly ignore_row_if?: 'both_values_are_missing' | 'either_value_is_missing' | 'neither' | undefined;
}
interface ListRows extends Tolerant {
  readonly column_list: readonly string[];
  readonly ignore_row_if?: 'all_values_are_missing' | 'any_value_is_missing' | 'never' | undefined;
}
/** Weights of bins (one fewer than edges) or of values, as Great Expectations writes a distribution. */
export interface Partition {
  readonly bins?: readonly number[] | undefined;
  readonly values?: readonly Scalar[] | undefined;
  readonly weights: readonly number[];
  readonly tail_weights?: readonly [number, number] | undefined;
}
interface Below extends OnColumn {
  readonly threshold: number;
}
/** The six families of scipy.stats that Great Expectations names, with scipy's parameters. */
export interface NamedDistribution {
  readonly distribution: 'norm' | 'uniform' | 'expon' | 'gamma' | 'beta' | 'chi2';
  readonly params: readonly number[];
}

/** The arguments of every check by its name; all but the last block have the names and meaning of Great Expectations. */
export interface Arguments {
  expect_column_values_to_not_be_null: OnColumn & Tolerant;
  expect_column_values_to_be_null: OnColumn & Tolerant;
  expect_column_values_to_be_of_type: OnColumn & Tolerant & { readonly type_: string };
  expect_column_values_to_be_in_type_list: OnColumn & Tolerant & { readonly type_list: readonly string[] };
  expect_column_values_to_be_unique: OnColumn & Tolerant;
  expect_column_values_to_be_between: OnColumn & Tolerant & Bounded;
  expect_column_values_to_be_in_set: OnColumn & Tolerant & OfSet;
  expect_column_values_to_not_be_in_set: OnColumn & Tolerant & OfSet;
  expect_column_values_to_be_increasing: OnColumn & Tolerant & { readonly strictly?: boolean | undefined };
  expect_column_values_to_be_decreasing: OnColumn & Tolerant & { readonly strictly?: boolean | undefined };
  expect_column_value_z_scores_to_be_less_than: Below & Tolerant & { readonly double_sided?: boolean | undefined };
  expect_column_values_to_not_be_outliers: OnColumn &
    Tolerant & { readonly method?: 'iqr' | 'std' | undefined; readonly multiplier?: number | undefined };
  expect_column_value_lengths_to_be_between: OnColumn & Tolerant & NumberBounded;
  expect_column_value_lengths_to_equal: OnColumn & Tolerant & { readonly value: number };
  expect_column_values_to_match_regex: OnColumn & Tolerant & { readonly regex: string };
  expect_column_values_to_not_match_regex: OnColumn & Tolerant & { readonly regex: string };
  expect_column_values_to_match_regex_list: OnColumn &
    Tolerant & { readonly regex_list: readonly string[]; readonly match_on?: MatchOn | undefined };
  expect_column_values_to_not_match_regex_list: OnColumn & Tolerant & { readonly regex_list: readonly string[] };
  expect_column_values_to_match_like_pattern: OnColumn &
    Tolerant & { readonly like_pattern: string; readonly escape?: string | undefined };
  expect_column_values_to_not_match_like_pattern: OnColumn &
    Tolerant & { readonly like_pattern: string; readonly escape?: string | undefined };
  expect_column_values_to_match_like_pattern_list: OnColumn &
    Tolerant & {
      readonly like_pattern_list: readonly string[];
      readonly match_on?: MatchOn | undefined;
      readonly escape?: string | undefined;
    };
  expect_column_values_to_not_match_like_pattern_list: OnColumn &
    Tolerant & { readonly like_pattern_list: readonly string[]; readonly escape?: string | undefined };
  expect_column_values_to_match_strftime_format: OnColumn & Tolerant & { readonly strftime_format: string };
  expect_column_values_to_be_dateutil_parseable: OnColumn & Tolerant;
  expect_column_values_to_be_json_parseable: OnColumn & Tolerant;
  expect_column_values_to_match_json_schema: OnColumn & Tolerant & { readonly json_schema: unknown };

  expect_column_max_to_be_between: OnColumn & Bounded;
  expect_column_min_to_be_between: OnColumn & Bounded;
  expect_column_mean_to_be_between: OnColumn & NumberBounded;
  expect_column_median_to_be_between: OnColumn & Bounded;
  expect_column_stdev_to_be_between: OnColumn & NumberBounded;
  expect_column_sum_to_be_between: OnColumn & NumberBounded;
  expect_column_quantile_values_to_be_between: OnColumn & {
    readonly quantile_ranges: {
      readonly quantiles: readonly number[];
      readonly value_ranges: readonly (readonly [number | null, number | null])[];
    };
    readonly allow_relative_error?: boolean | 'linear' | 'lower' | 'higher' | 'midpoint' | 'nearest' | undefined;
  };
  expect_column_unique_value_count_to_be_between: OnColumn & NumberBounded;
  expect_column_proportion_of_unique_values_to_be_between: OnColumn & NumberBounded;
  expect_column_proportion_of_non_null_values_to_be_between: OnColumn & NumberBounded;
  expect_column_distinct_values_to_be_in_set: OnColumn & OfSet;
  expect_column_distinct_values_to_contain_set: OnColumn & OfSet;
  expect_column_distinct_values_to_equal_set: OnColumn & OfSet;
  expect_column_most_common_value_to_be_in_set: OnColumn & OfSet & { readonly ties_okay?: boolean | undefined };
  expect_column_kl_divergence_to_be_less_than: Below & {
    readonly partition_object: Partition;
    readonly tail_weight_holdout?: number | undefined;
    readonly internal_weight_holdout?: number | undefined;
  };
  expect_column_chisquare_test_p_value_to_be_greater_than: OnColumn & {
    readonly partition_object: Partition;
    readonly p?: number | undefined;
    readonly tail_weight_holdout?: number | undefined;
  };
  expect_column_bootstrapped_ks_test_p_value_to_be_greater_than: OnColumn & {
    readonly partition_object: Partition;
    readonly p?: number | undefined;
    readonly bootstrap_samples?: number | undefined;
    readonly bootstrap_sample_size?: number | undefined;
  };
  expect_column_parameterized_distribution_ks_test_p_value_to_be_greater_than: OnColumn &
    NamedDistribution & { readonly p_value?: number | undefined };

  expect_column_pair_values_to_be_equal: PairRows;
  expect_column_pair_values_a_to_be_greater_than_b: PairRows & { readonly or_equal?: boolean | undefined };
  expect_column_pair_values_to_be_in_set: PairRows & {
    readonly value_pairs_set: readonly (readonly [Scalar | null, Scalar | null])[];
  };
  expect_column_pair_cramers_phi_value_to_be_less_than: OnPair & { readonly threshold: number };
  expect_compound_columns_to_be_unique: ListRows;
  expect_multicolumn_sum_to_equal: ListRows & { readonly sum_total: number };
  expect_multicolumn_values_to_be_equal: ListRows;
  expect_multicolumn_values_to_be_unique: ListRows;
  expect_select_column_values_to_be_unique_within_record: ListRows;

  expect_column_to_exist: OnColumn & { readonly column_index?: number | undefined };
  expect_column_type_to_be: OnColumn & { readonly type_: string };
  expect_table_column_count_to_equal: { readonly value: number };
  expect_table_column_count_to_be_between: NumberBounded;
  expect_table_columns_to_match_ordered_list: { readonly column_list: readonly string[] };
  expect_table_columns_to_match_set: {
    readonly column_set: readonly string[];
    readonly exact_match?: boolean | undefined;
  };
  expect_table_row_count_to_equal: { readonly value: number };
  expect_table_row_count_to_be_between: NumberBounded;
  expect_table_row_count_to_equal_other_table: { readonly other_table_name: string };

  expect_row_to_satisfy: Tolerant & { readonly expression: string };
  expect_column_values_to_not_be_null_when: OnColumn & Tolerant & { readonly when: string };
  expect_columns_to_be_missing_together: Tolerant & { readonly column_list: readonly string[] };
  expect_column_values_to_have_one_spelling: OnColumn & Tolerant;
  expect_column_values_to_be_in_other_table: OnColumn &
    Tolerant & { readonly other_table_name: string; readonly other_column: string };
  expect_column_newest_value_to_be_within: OnColumn & { readonly max_age_hours: number };
  expect_table_row_count_change_to_be_between: NumberBounded;
  expect_column_missing_share_change_to_be_less_than: Below;
  expect_column_psi_to_be_less_than: Below;
  expect_column_ks_statistic_to_be_less_than: Below;
  expect_column_total_variation_to_be_less_than: Below;
  expect_column_values_to_be_known_before: OnColumn & Tolerant;
  expect_column_unit_to_be_unchanged: OnColumn;
}

export type ExpectationName = keyof Arguments;

/** One check: its name, its arguments, and the rows it looks at (a condition in the grammar of `compileExpression`). */
export type Expectation<N extends ExpectationName = ExpectationName> = {
  readonly [K in N]: { readonly expect: K; readonly where?: string | undefined } & Arguments[K];
}[N];
