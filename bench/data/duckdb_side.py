"""The DuckDB side of the benchmark of snapshots; see bench/python/python_side.py for how it is asked."""
import duckdb
import numpy
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


memory = duckdb.connect()


def load_rows(r):
    """Columns of float64 numbers in files as a table in memory: whole keys, whole milliseconds."""
    rows = {name: numpy.fromfile(path).astype("int64") for name, path in r["files"].items()}
    memory.execute(f"create or replace table {r['name']} as select key::integer as key, time, value::double as value from rows")
    return {}


def as_of_join(r):
    """The latest value of each event's key at or before its time, as a table in memory."""
    memory.execute(f"set threads = {r['threads']}")
    start = clock()
    memory.execute(
        "create or replace temp table joined as select e.key, e.time, f.value"
        " from events e asof left join features f on e.key = f.key and e.time >= f.time"
    )
    timing = since(start)
    return {**timing, "total": memory.execute("select sum(value) from joined").fetchone()[0]}


serve({"create_table": create_table, "load_rows": load_rows, "as_of_join": as_of_join}, [duckdb])
