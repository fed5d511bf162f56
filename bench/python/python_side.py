"""What every Python side of a benchmark shares: it reads one JSON request a line and answers with one JSON line."""
import json
import os
import platform
import sys
import time

# Spinning threads of OpenMP take the processor from everyone else; passive is the better case on a busy machine.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
import numpy as np  # noqa: E402

# The data that was loaded last, and what the side keeps between requests.
state = {}


def clock():
    """Wall and processor seconds; the second counts all threads of the process."""
    return time.perf_counter(), time.process_time()


def since(start):
    wall, cpu = clock()
    return {"wallMs": (wall - start[0]) * 1e3, "cpuMs": (cpu - start[1]) * 1e3}


def load(r):
    """Data come column by column and are kept row by row, as most Python programs have them."""
    values = np.fromfile(r["values"], dtype=np.float32).reshape(r["columnCount"], r["rowCount"])
    x = np.ascontiguousarray(values.T)
    y = np.fromfile(r["target"], dtype=np.float64)
    n = r["trainRows"]
    state.clear()
    state.update(train=x[:n], target=y[:n], test=np.ascontiguousarray(x[n:]), categorical=r["categorical"])
    return {}


def give(path, scores):
    """Leaves float64 numbers, row by row, where the other side reads them."""
    np.ascontiguousarray(scores, dtype=np.float64).tofile(path)


def serve(operations, packages):
    """Answers until the other side closes; `packages` are the modules whose versions it may ask for."""

    def versions(_):
        return {"Python": platform.python_version(), **{p.__name__: p.__version__ for p in packages}}

    known = {"load": load, "versions": versions, **operations}
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(known[request["op"]](request)), flush=True)
