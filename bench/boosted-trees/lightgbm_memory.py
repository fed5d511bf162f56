"""LightGBM's process of the memory benchmark: the data as one float32 array, one training, one line of JSON."""
import json
import re
import resource
import sys

import lightgbm as lgb
import numpy as np


def peak():
    """Bytes; Linux's own count, as the other side takes it."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) * 1024


with open(sys.argv[1]) as file:
    job = json.load(file)
# Column-major as it stands: LightGBM reads it so, without a copy.
x = np.fromfile(job["values"], dtype=np.float32).reshape(-1, job["rowCount"]).T
y = np.fromfile(job["target"], dtype=np.float64)
categorical = [column for column, count in enumerate(job["categories"]) if count > 0]
before = peak()
data = lgb.Dataset(x, y, categorical_feature=categorical)
lgb.train(job["lightgbm"], data, num_boost_round=job["trees"])
print(json.dumps({"before": before, "peak": peak()}))
