"""The other sides of the comparison of checks: Great Expectations and pandera over a pandas frame, at their quickest."""
import logging
import os
import warnings

os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["TQDM_DISABLE"] = "1"
warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
import great_expectations as gx  # noqa: E402
import great_expectations.expectations as gxe  # noqa: E402
import pandas as pd  # noqa: E402
import pandera as pandera_package  # noqa: E402
import pandera.pandas as pa  # noqa: E402
from python_side import clock, serve, since, state  # noqa: E402


def arguments(check):
    return {name: value for name, value in check.items() if name != "expect"}


def open_table(r):
    state.clear()
    state["frame"] = pd.read_csv(r["path"])
    state["checks"] = r["checks"]
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("pandas").add_dataframe_asset("table")
    state["batch"] = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": state["frame"]})
    suite = gx.ExpectationSuite(name="sixty")
    for check in r["checks"]:
        suite.add_expectation(getattr(gxe, "".join(part.capitalize() for part in check["expect"].split("_")))(**arguments(check)))
    state["suite"] = context.suites.add(suite)
    state["schema"] = schema_of(r["checks"])
    return {"rows": len(state["frame"])}


def expectations(r):
    start = clock()
    result = state["batch"].validate(state["suite"], result_format=r["format"])
    took = since(start)
    return {**took, "met": sum(bool(one.success) for one in result.results), "asked": len(result.results)}


def schema_of(checks):
    """The same checks as pandera writes them: built in where it has them, else a vectorised function."""
    columns, frames, compound = {}, [], []
    for check in checks:
        name, kind, mostly = check.get("column"), check["expect"], check.get("mostly", 1)
        entry = columns.setdefault(name, {"checks": [], "unique": False}) if name else None
        low, high = check.get("min_value"), check.get("max_value")

        def add(test, mostly=mostly):
            entry["checks"].append(pa.Check(test if mostly == 1 else (lambda s, t=test, m=mostly: t(s).mean() >= m)))

        def bounded(value, low=low, high=high):
            return (low is None or value >= low) and (high is None or value <= high)

        if kind.endswith("not_be_null"):
            entry["checks"].append(pa.Check(lambda s, m=mostly: s.notna() if m == 1 else s.notna().mean() >= m, ignore_na=False))
        elif kind == "expect_column_values_to_be_between":
            entry["checks"].append(pa.Check.in_range(low, high)) if mostly == 1 else add(lambda s, a=low, b=high: s.between(a, b))
        elif kind == "expect_column_values_to_be_in_set":
            entry["checks"].append(pa.Check.isin(check["value_set"])) if mostly == 1 else add(lambda s, v=check["value_set"]: s.isin(v))
        elif kind == "expect_column_values_to_not_be_in_set":
            entry["checks"].append(pa.Check.notin(check["value_set"]))
        elif kind == "expect_column_values_to_be_unique":
            entry["unique"] = entry["unique"] or mostly == 1
            if mostly != 1:
                add(lambda s: ~s.duplicated(keep=False))
        elif kind == "expect_column_values_to_match_regex":
            entry["checks"].append(pa.Check.str_contains(check["regex"]))
        elif kind == "expect_column_values_to_not_match_regex":
            add(lambda s, x=check["regex"]: ~s.str.contains(x))
        elif kind == "expect_column_value_lengths_to_equal":
            entry["checks"].append(pa.Check.str_length(check["value"], check["value"]))
        elif kind == "expect_column_value_lengths_to_be_between":
            entry["checks"].append(pa.Check.str_length(low, high))
        elif kind == "expect_column_values_to_be_increasing":
            add(lambda s: s.is_monotonic_increasing and s.is_unique)
        elif kind == "expect_column_value_z_scores_to_be_less_than":
            add(lambda s, t=check["threshold"]: ((s - s.mean()) / s.std()).abs() < t)
        elif kind == "expect_column_values_to_not_be_outliers":
            def inside(s, m=check["multiplier"]):
                first, third = s.quantile([0.25, 0.75])
                return s.between(first - m * (third - first), third + m * (third - first))
            add(inside)
        elif kind == "expect_column_quantile_values_to_be_between":
            ranges = check["quantile_ranges"]
            add(lambda s, r=ranges: all(a <= q <= b for q, (a, b) in zip(s.quantile(r["quantiles"]), r["value_ranges"])))
        elif kind == "expect_column_unique_value_count_to_be_between":
            add(lambda s, f=bounded: f(s.nunique()))
        elif kind == "expect_column_proportion_of_unique_values_to_be_between":
            add(lambda s, f=bounded: f(s.nunique() / s.count()))
        elif kind == "expect_column_distinct_values_to_be_in_set":
            add(lambda s, v=set(check["value_set"]): set(s.unique()) <= v)
        elif kind == "expect_column_pair_values_a_to_be_greater_than_b":
            frames.append(pa.Check(lambda d, a=check["column_A"], b=check["column_B"], m=mostly: (d[a] >= d[b]).mean() >= m))
        elif kind == "expect_column_pair_values_to_be_equal":
            frames.append(pa.Check(lambda d, a=check["column_A"], b=check["column_B"], m=mostly: (d[a] == d[b]).mean() >= m))
        elif kind == "expect_compound_columns_to_be_unique":
            compound += check["column_list"]
        else:
            stat = {"mean": "mean", "median": "median", "stdev": "std", "min": "min", "max": "max", "sum": "sum"}[kind.split("_")[2]]
            add(lambda s, n=stat, f=bounded: f(getattr(s, n)()))
    wanted = {name: pa.Column(checks=entry["checks"], unique=entry["unique"], nullable=True) for name, entry in columns.items()}
    return pa.DataFrameSchema(wanted, checks=frames, unique=compound)


def pandera(r):
    start = clock()
    failed = 0
    try:
        state["schema"].validate(state["frame"], lazy=True)
    except pa.errors.SchemaErrors as error:
        failed = len(error.schema_errors)
    return {**since(start), "failed": failed}


serve({"open_table": open_table, "expectations": expectations, "pandera": pandera}, [gx, pandera_package, pd])
