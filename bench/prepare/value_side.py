"""The scikit-learn side of the benchmark of what recipes are worth; see bench/python/python_side.py for how it is asked."""
import numpy as np
import pandas as pd
import sklearn
from python_side import give, serve, state
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler


def open_table(r):
    frame = pd.read_csv(r["path"], sep=None, engine="python", na_values=["?", " "], keep_default_na=False, dtype=str)
    frame = frame.iloc[np.fromfile(r["rows"], dtype=np.int32)].reset_index(drop=True)
    for name in r["numbers"]:
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    for name in r["levels"]:
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "missing")
    for name in r["texts"]:
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    state.clear()
    state.update(r, frame=frame, y=np.fromfile(r["outcomes"], dtype=np.float64))
    return {"rows": len(frame)}


def dense(x):
    return x.toarray() if hasattr(x, "toarray") else x


def plain(is_linear):
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    # Histograms of trees are dense: as many words and levels as fit a thousand columns.
    levels = OneHotEncoder(handle_unknown="ignore", **({} if is_linear else {"max_categories": 255}))
    texts = [(name, TfidfVectorizer(**({} if is_linear else {"max_features": 1000})), name) for name in state["texts"]]
    return ColumnTransformer([("numbers", numbers, state["numbers"]), ("levels", levels, state["levels"]), *texts])


def score(r):
    is_linear, is_binary = r["estimator"] != "boostedTrees", state["task"] == "binary"
    if is_linear:
        model = LogisticRegression(max_iter=2000) if is_binary else Ridge()
    else:
        model = (HistGradientBoostingClassifier if is_binary else HistGradientBoostingRegressor)(random_state=r["seed"])
    steps = [plain(is_linear), *([] if is_linear else [FunctionTransformer(dense, accept_sparse=True)]), model]
    test = np.fromfile(r["test"], dtype=np.int32)
    train = np.setdiff1d(np.arange(len(state["y"])), test)
    pipeline = make_pipeline(*steps).fit(state["frame"].iloc[train], state["y"][train])
    rows = state["frame"].iloc[test]
    give(r["predictions"], pipeline.predict_proba(rows)[:, 1] if is_binary else pipeline.predict(rows))
    return {}


serve({"open": open_table, "score": score}, [sklearn, pd, np])
