"""The DuckDB side of the benchmark of profiles; see bench/python/python_side.py for how it is asked."""
import duckdb
from python_side import clock, serve, since

memory = duckdb.connect()


def load_table(r):
    """All rows of a file as a table in memory, the types found out by DuckDB."""
    memory.execute(f"create or replace table t as select * from read_csv('{r['path']}')")
    return {"rows": memory.execute("select count(*) from t").fetchone()[0]}


def summarize(r):
    """SUMMARIZE of the table: extremes, mean, deviation, quartiles, distinct values and missing ones, the last four estimated."""
    memory.execute(f"set threads = {r['threads']}")
    start = clock()
    rows = memory.execute("summarize t").fetchall()
    return {**since(start), "columns": len(rows)}


serve({"load_table": load_table, "summarize": summarize}, [duckdb])
