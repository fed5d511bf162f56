"""LightGBM's side of the benchmark: reads one JSON request a line, answers with one JSON line. See run.ts."""
import json
import os
import platform
import sys
import time

# Spinning threads of OpenMP take the processor from everyone else; passive is LightGBM's better case on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
import lightgbm as lgb  # noqa: E402
import numpy as np  # noqa: E402

state = {}


def clock():
    return time.perf_counter(), time.process_time()


def since(start):
    wall, cpu = clock()
    return {"wallMs": (wall - start[0]) * 1e3, "cpuMs": (cpu - start[1]) * 1e3}


def load(r):
    values = np.fromfile(r["values"], dtype=np.float32).reshape(r["columnCount"], r["rowCount"])
    x = np.ascontiguousarray(values.T)
    y = np.fromfile(r["target"], dtype=np.float32)
    n = r["trainRows"]
    state.update(train=x[:n], target=y[:n], test=np.ascontiguousarray(x[n:]), categorical=r["categorical"])
    return {}


def train(r):
    params = dict(r["parameters"], objective="binary", verbose=-1, num_threads=r["threads"], force_row_wise=True)
    categorical = state["categorical"]
    start = clock()
    data = lgb.Dataset(state["train"], state["target"], params=params, categorical_feature=categorical).construct()
    binning = since(start)
    booster = lgb.Booster(params, data)
    start = clock()
    for _ in range(r["trees"]):
        booster.update()
    boosting = since(start)
    state["booster"] = booster
    return {"binning": binning, "boosting": boosting}


def predict(r):
    test = state["test"]
    start = clock()
    scores = state["booster"].predict(test, num_threads=r["threads"])
    took = since(start)
    scores.astype(np.float64).tofile(r["scores"])
    return took


def single(r):
    """One row at a time through the C API's fast call, without the Python wrapper's own work."""
    import ctypes

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
    out = (ctypes.c_double * 1)()
    call = lib.LGBM_BoosterPredictForMatSingleRowFast
    rows = [ctypes.c_void_p(test.ctypes.data + i * columns * 8) for i in range(len(test))]
    where, size = ctypes.byref(out), ctypes.byref(length)
    start = clock()
    for row in rows:
        call(fast, row, size, where)
    took = since(start)
    # What the loop and the foreign call cost by themselves: a call that does next to nothing.
    idle = lib.LGBM_GetMaxThreads if hasattr(lib, "LGBM_GetMaxThreads") else None
    overhead = {"wallMs": 0.0, "cpuMs": 0.0}
    if idle is not None:
        start = clock()
        for _ in rows:
            idle(size)
        overhead = since(start)
    lib.LGBM_FastConfigFree(fast)
    return {"calls": took, "overhead": overhead, "rows": len(rows)}


def versions(_):
    return {"lightgbm": lgb.__version__, "numpy": np.__version__, "python": platform.python_version()}


operations = {"load": load, "train": train, "predict": predict, "single": single, "versions": versions}
for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(operations[request["op"]](request)), flush=True)
