"""The DuckDB side of the benchmark of snapshots; see bench/python/python_side.py for how it is asked."""
import duckdb
from python_side import clock, serve, since


def create_table(r):
    """All rows of a file as a table in memory, the types found out by DuckDB from its sample."""
    connection = duckdb.connect()
    connection.execute(f"set threads = {r['threads']}")
    start = clock()
    connection.execute(f"create table t as select * from read_csv('{r['path']}')")
    timing = since(start)
    rows = connection.execute("select count(*) from t").fetchone()[0]
    connection.close()
    return {**timing, "rows": rows}


serve({"create_table": create_table}, [duckdb])
