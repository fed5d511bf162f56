"""DuckDB's own reading of a file of delimited text: CREATE TABLE AS. Prints seconds, CPU seconds and the peak of memory."""

import json
import resource
import sys
import time

import duckdb

connection = duckdb.connect()
connection.execute("set threads = 2")
before = resource.getrusage(resource.RUSAGE_SELF)
started = time.perf_counter()
connection.execute("create table t as select * from read_csv(?)", [sys.argv[1]])
seconds = time.perf_counter() - started
after = resource.getrusage(resource.RUSAGE_SELF)
cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
(rows,) = connection.execute("select count(*) from t").fetchone()
print(json.dumps({"rows": rows, "seconds": seconds, "cpuSeconds": cpu_seconds, "peakBytes": after.ru_maxrss * 1024}))
