"""Reads texts with Python's csv module in its strict mode: one JSON request a line, one JSON answer a line."""
import csv
import io
import json
import platform
import sys

# The default would refuse cells of more than 131,072 characters.
csv.field_size_limit(2**31 - 1)
print(json.dumps({"python": platform.python_version(), "csv": csv.__version__}), flush=True)
for line in sys.stdin:
    r = json.loads(line)
    try:
        text = io.StringIO(r["text"], newline="")
        rows = list(csv.reader(text, delimiter=r["delimiter"], quotechar=r["quote"], strict=True))
    except csv.Error:
        rows = None
    print(json.dumps(rows), flush=True)
