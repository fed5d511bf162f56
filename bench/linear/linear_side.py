"""scikit-learn's side of the benchmark of linear models; see training-speed.ts."""
import warnings

import sklearn
from python_side import clock, np, serve, since, state
from sklearn.linear_model import Lasso, LogisticRegression, Ridge

# A fit that stops early shows in its objective, which is compared.
warnings.simplefilter("ignore")


def model_for(r):
    """Each solver gets float64 in the order of memory that it works in, so that it need not copy or convert."""
    if r["model"] == "logistic":
        c = 1 / r["penalty"]
        return LogisticRegression(C=c, solver=r["solver"], tol=r["tolerance"], max_iter=10_000), "C"
    if r["model"] == "ridge":
        return Ridge(alpha=r["penalty"], solver=r["solver"], copy_X=False), "F"
    # scikit-learn divides the squared errors by the rows; its Gram matrix is quickest where rows are many.
    alpha = r["penalty"] / len(state["target"])
    return Lasso(alpha=alpha, tol=r["tolerance"], max_iter=100_000, precompute=True, copy_X=False), "F"


def fit(r):
    model, order = model_for(r)
    # A fresh copy for each fit: the solvers may centre it in place.
    x = state["train"].astype(np.float64, order=order)
    y = state["target"].copy()
    start = clock()
    model.fit(x, y)
    took = since(start)
    return {
        "timing": took,
        "coefficients": np.atleast_2d(model.coef_).tolist(),
        "intercepts": np.atleast_1d(model.intercept_).tolist(),
        "iterations": int(np.max(np.atleast_1d(model.n_iter_))) if model.n_iter_ is not None else 0,
    }


serve({"fit": fit}, [sklearn, np])
