"""The shap package's and LightGBM's side of the benchmark of explanations; see explanation-speed.ts."""
import lightgbm as lgb
import shap
from python_side import clock, give, np, serve, since, state


def train(r):
    """Categories are plain codes here: shap's own algorithm knows no sets of them."""
    data = lgb.Dataset(state["train"], state["target"])
    booster = lgb.train(r["parameters"], data, num_boost_round=r["trees"])
    booster.save_model(r["model"])
    state["booster"] = booster
    return {}


def explainer_for(background):
    """shap hands LightGBM models back to LightGBM; told that the model is its own, it runs its own algorithm."""
    if background is None:
        explainer = shap.TreeExplainer(state["booster"], feature_perturbation="tree_path_dependent")
    else:
        explainer = shap.TreeExplainer(state["booster"], background, feature_perturbation="interventional")
    explainer.model.model_type = "internal"
    return explainer


def explain(r):
    """Explains the first test rows; making the explainer is not measured."""
    booster = state["booster"]
    x = np.ascontiguousarray(state["test"][: r["rows"]].astype(np.float64))
    background = state["train"][: r["background"]].astype(np.float64) if r["kind"] == "interventional" else None
    explainer = explainer_for(background) if r["against"] == "shap" else None
    start = clock()
    if explainer is None:
        values = booster.predict(x, pred_contrib=True, num_threads=1)[:, :-1]
    elif r["kind"] == "interactions":
        values = explainer.shap_interaction_values(x)
    else:
        values = explainer.shap_values(x, check_additivity=False)
    took = since(start)
    give(r["values"], values)
    return took


serve({"train": train, "explain": explain}, [shap, lgb, np])
