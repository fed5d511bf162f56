"""scikit-learn's side of the benchmark of forests; see comparison.ts."""
import sklearn
from python_side import clock, give, np, serve, since, state
from sklearn import ensemble

names = {
    "randomForest": {"numbers": ensemble.RandomForestRegressor, "classes": ensemble.RandomForestClassifier},
    "extraTrees": {"numbers": ensemble.ExtraTreesRegressor, "classes": ensemble.ExtraTreesClassifier},
}


def fit(r):
    """Rows are float32 row by row, which scikit-learn's trees work on without a copy."""
    kind = "numbers" if r["task"] == "regression" else "classes"
    model = names[r["model"]][kind](r["trees"], n_jobs=r["threads"], random_state=r["seed"])
    start = clock()
    model.fit(state["train"], state["target"])
    took = since(start)
    state["model"] = model
    return took


def predict(r):
    model = state["model"]
    start = clock()
    scores = model.predict_proba(state["test"]) if hasattr(model, "predict_proba") else model.predict(state["test"])
    took = since(start)
    give(r["scores"], scores[:, 1] if r["task"] == "binary" else scores)
    return took


serve({"fit": fit, "predict": predict}, [sklearn, np])
