"""The ydata-profiling side of the benchmark of pages; see bench/python/python_side.py for how it is asked."""
import os
import resource
import subprocess
import sys
import time

import ydata_profiling
from python_side import serve

program = """
import sys
import pandas as pd
from ydata_profiling import ProfileReport
ProfileReport(pd.read_csv(sys.argv[1]), progress_bar=False).to_file(sys.argv[2])
"""


def page(r):
    """A process that reads the file, profiles it with default settings and writes the page; its imports count, as ours do."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-W", "ignore", "-c", program, r["path"], r["out"]], check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wallMs": wall * 1e3, "cpuMs": cpu * 1e3, "sizeBytes": os.path.getsize(r["out"])}


serve({"page": page}, [ydata_profiling])
