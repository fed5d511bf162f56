"""The scikit-learn side of the benchmark of recipes; see bench/python/python_side.py for how it is asked."""
import json
import pathlib

import numpy as np
import pandas as pd
import sklearn
from python_side import clock, serve, since, state
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

days = ["delivered_on", "birth_date"]
instants = ["ordered_at", "updated_at"]


def open_table(r):
    frame = pd.read_csv(r["path"], parse_dates=days + instants)
    texts = [name for name in frame if isinstance(frame[name].dtype, pd.StringDtype)]
    state["frames"] = {"strings": frame, "codes": frame.astype({name: "category" for name in texts})}
    return {"rows": len(frame)}


class Winsorizer(TransformerMixin, BaseEstimator):
    """Holds each column within two of its quantiles; missing stays missing."""

    def fit(self, x, y=None):
        bounds = []
        for column in np.asarray(x, dtype=np.float64).T:
            present = column[~np.isnan(column)]
            low, high = np.quantile(present, [0.005, 0.995])
            if low == high:
                rest = present[present != low]
                low, high = min(low, np.quantile(rest, 0.005)), max(high, np.quantile(rest, 0.995))
            bounds.append((low, high))
        self.lower_, self.upper_ = np.array(bounds).T
        return self

    def transform(self, x):
        return np.clip(np.asarray(x, dtype=np.float64), self.lower_, self.upper_)


def circle(part, size):
    turn = np.arange(size) * (2 * np.pi / size)
    return [np.sin(turn).astype(np.float32)[part], np.cos(turn).astype(np.float32)[part]]


class DateFeatures(TransformerMixin, BaseEstimator):
    """Month (and hour) as points on a circle, a 0/1 feature each weekday, missing flagged where training has some."""

    def __init__(self, parts):
        self.parts = parts

    def fit(self, x, y=None):
        self.flagged_ = {name: x[name].isna().any() for name in x}
        return self

    def transform(self, x):
        columns = []
        for name in x:
            date = x[name].dt
            missing = x[name].isna().to_numpy()
            made = []
            if "month" in self.parts:
                made += circle(date.month.fillna(1).to_numpy().astype(np.int64) - 1, 12)
            if "hour" in self.parts:
                made += circle(date.hour.fillna(0).to_numpy().astype(np.int64), 24)
            if "weekday" in self.parts:
                weekday = date.day_of_week.fillna(-1).to_numpy()
                made += [(weekday == day).astype(np.float32) for day in range(7)]
            for part in made:
                part[missing] = 0
            columns += made + ([missing.astype(np.float32)] if self.flagged_[name] else [])
        return np.column_stack(columns)


def date_numbers(wanted):
    def parts(x):
        columns = []
        for name in x:
            date = x[name].dt
            known = {"month": lambda: date.month, "weekday": lambda: date.day_of_week + 1, "hour": lambda: date.hour}
            columns += [known[part]() for part in wanted]
        return np.column_stack([np.asarray(part, dtype=np.float32) for part in columns])

    return FunctionTransformer(parts)


as_float32 = FunctionTransformer(lambda x: np.asarray(x, dtype=np.float32))


def times(columns, transformer):
    """One for each date and instant: which parts tell something differs."""
    return [(one["name"], transformer(one["parts"]), [one["name"]]) for one in columns if one["kind"] in ("date", "instant")]


def of_kind(columns, *kinds):
    return [one["name"] for one in columns if one["kind"] in kinds]


def codes_of(x):
    """The code of each text, -1 for missing: encoders sort numbers far quicker than texts."""
    return np.column_stack([x[name].cat.codes for name in x])


def for_logistic(columns, frame):
    texts = [one for one in columns if one["kind"] == "text"]
    numbers = make_pipeline(Winsorizer(), StandardScaler(copy=False), SimpleImputer(strategy="median", add_indicator=True), as_float32)
    truths = make_pipeline(FunctionTransformer(as_truths), SimpleImputer(strategy="mean", add_indicator=True), as_float32)
    # A level is kept as one of so many; rare ones and missing come on top.
    hot = []
    for one in texts:
        column = frame[one["name"]]
        encoder = OneHotEncoder(min_frequency=one["minCount"], max_categories=one["maxLevels"] + 2 - int(not column.isna().any()),
                                handle_unknown="infrequent_if_exist", dtype=np.float32, sparse_output=False)
        coded = make_pipeline(FunctionTransformer(codes_of), encoder) if column.dtype == "category" else encoder
        hot.append((one["name"], coded, [one["name"]]))
    return ColumnTransformer([
        ("numbers", numbers, of_kind(columns, "number", "integer")), ("truths", truths, of_kind(columns, "boolean")), *hot,
        *times(columns, DateFeatures),
    ])


def as_truths(x):
    return np.column_stack([pd.to_numeric(x[name].astype("object"), errors="coerce") if x[name].dtype == object else x[name] for name in x]).astype(np.float64)


class CodesByFrequency(TransformerMixin, BaseEstimator):
    """The place of a level among the frequent ones, the most frequent first; the rest share the code behind."""

    def __init__(self, min_count, max_levels):
        self.min_count, self.max_levels = min_count, max_levels

    def fit(self, x, y=None):
        counts = x.iloc[:, 0].value_counts()
        self.levels_ = counts[counts >= self.min_count].index[: self.max_levels]
        self.other_ = len(self.levels_) if len(self.levels_) < len(counts) else np.nan
        return self

    def transform(self, x):
        column = x.iloc[:, 0]
        codes = self.levels_.get_indexer(column).astype(np.float32)
        codes[codes < 0] = self.other_
        codes[column.isna().to_numpy()] = np.nan
        return codes[:, None]


class CodesOfCodes(CodesByFrequency):
    """The same of a column that is coded already."""

    def fit(self, x, y=None):
        codes = x.iloc[:, 0].cat.codes.to_numpy()
        counts = np.bincount(codes[codes >= 0], minlength=len(x.iloc[:, 0].cat.categories))
        order = np.argsort(-counts, kind="stable")
        levels = order[counts[order] >= self.min_count][: self.max_levels]
        # The last one is that of missing texts.
        self.table_ = np.full(len(counts) + 1, len(levels) if len(levels) < np.count_nonzero(counts) else np.nan, dtype=np.float32)
        self.table_[levels] = np.arange(len(levels))
        self.table_[-1] = np.nan
        return self

    def transform(self, x):
        return self.table_[x.iloc[:, 0].cat.codes.to_numpy()][:, None]


def for_trees(columns, frame):
    codes = []
    for one in columns:
        if one["kind"] == "text":
            encoder = CodesOfCodes if frame[one["name"]].dtype == "category" else CodesByFrequency
            codes.append((one["name"], encoder(one["minCount"], one["maxLevels"]), [one["name"]]))
    return ColumnTransformer([
        ("numbers", as_float32, of_kind(columns, "number", "integer")),
        ("truths", FunctionTransformer(lambda x: as_truths(x).astype(np.float32)), of_kind(columns, "boolean")), *codes,
        *times(columns, date_numbers),
    ])


def prepare(r):
    frame = state["frames"][r["texts"]]
    pipeline = {"logistic": for_logistic, "boostedTrees": for_trees}[r["recipe"]](r["columns"], frame)
    start = clock()
    made = pipeline.fit_transform(frame)
    timing = since(start)
    assert made.dtype == np.float32, made.dtype
    total = float(sum(np.nansum(np.abs(made[:, i]), dtype=np.float64) for i in range(made.shape[1])))
    return {**timing, "width": made.shape[1], "total": total}


def grams(r):
    """Texts to a dense float32 matrix, column-major as ours."""
    texts = json.loads(pathlib.Path(r["path"]).read_text())
    vectorizer = {
        "tfidf": lambda: TfidfVectorizer(ngram_range=(1, r["longest"]), max_features=r["features"], min_df=2, dtype=np.float32),
        "hashed": lambda: HashingVectorizer(ngram_range=(1, r["longest"]), n_features=r["features"], dtype=np.float32),
    }[r["weight"]]()
    start = clock()
    made = vectorizer.fit_transform(texts).toarray(order="F")
    timing = since(start)
    return {**timing, "width": made.shape[1], "total": float(np.abs(made).sum(dtype=np.float64))}


def look_back(r):
    """The value before and statistics of a window before, by group; texts of groups are coded, as ours are."""
    frame = pd.DataFrame({name: np.fromfile(r[name]) for name in ["value", "at"]})
    frame["at"] = pd.to_datetime(frame["at"], unit="ms")
    frame["group"] = pd.Categorical.from_codes(np.fromfile(r["group"], dtype=np.int32), [f"g{i}" for i in range(r["groups"])])
    start = clock()
    if r["step"] == "lag":
        in_order = frame.sort_values("at", kind="stable")
        made = in_order.groupby("group", observed=True)[["value"]].shift().reindex(frame.index)
    else:
        in_order = frame.sort_values(["group", "at"], kind="stable")
        windows = in_order.set_index("at").groupby("group", observed=True)["value"].rolling(f"{r['days']}D", closed="left")
        parts = {name: getattr(windows, name)().to_numpy() for name in ["mean", "count", "max"]}
        made = pd.DataFrame(parts, index=in_order.index).reindex(frame.index)
    made = made.to_numpy(dtype=np.float32)
    timing = since(start)
    return {**timing, "width": made.shape[1], "total": float(np.nansum(np.abs(made), dtype=np.float64))}


serve({"open": open_table, "prepare": prepare, "grams": grams, "lookBack": look_back}, [sklearn, pd, np])
