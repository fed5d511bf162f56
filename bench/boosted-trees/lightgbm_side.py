"""LightGBM's side of the benchmark; see lightgbm-side.ts."""
import ctypes

from python_side import clock, give, np, serve, since, state

import lightgbm as lgb


def train(r):
    params = r["parameters"]
    start = clock()
    data = lgb.Dataset(state["train"], state["target"], params=params, categorical_feature=state["categorical"])
    data.construct()
    binning = since(start)
    booster = lgb.Booster(params, data)
    start = clock()
    for _ in range(r["trees"]):
        booster.update()
    boosting = since(start)
    state["booster"] = booster
    return {"binning": binning, "boosting": boosting}


def predict(r):
    start = clock()
    scores = state["booster"].predict(state["test"], num_threads=r["threads"])
    took = since(start)
    give(r["scores"], scores)
    return took


def single(r):
    """One row at a time through the C API's fast call, without the Python wrapper's own work."""
    lib = lgb.basic._LIB
    booster = state["booster"]
    test = np.ascontiguousarray(state["test"][: r["rows"]].astype(np.float64))
    fast = ctypes.c_void_p()
    columns = test.shape[1]
    lgb.basic._safe_call(
        lib.LGBM_BoosterPredictForMatSingleRowFastInit(
            booster._handle, 0, 0, -1, 1, columns, b"num_threads=1", ctypes.byref(fast)
        )
    )
    length = ctypes.c_int64()
    out = (ctypes.c_double * booster.num_model_per_iteration())()
    call = lib.LGBM_BoosterPredictForMatSingleRowFast
    rows = [ctypes.c_void_p(test.ctypes.data + i * columns * 8) for i in range(len(test))]
    where, size = ctypes.byref(out), ctypes.byref(length)
    start = clock()
    for row in rows:
        call(fast, row, size, where)
    took = since(start)
    # What the loop and the foreign call cost by themselves: a call that does next to nothing.
    idle = lib.LGBM_GetMaxThreads
    start = clock()
    for _ in rows:
        idle(size)
    overhead = since(start)
    lib.LGBM_FastConfigFree(fast)
    return {"calls": took, "overhead": overhead}


serve({"train": train, "predict": predict, "single": single}, [lgb, np])
