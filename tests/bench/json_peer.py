"""Reads a file of JSON lines with pandas, once for each line given on the standard input. Run by json.test.ts."""
import sys
import time

import pandas as pd

print("ready", flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    frame = pd.read_json(sys.argv[1], lines=True)
    print(time.perf_counter() - start, len(frame), flush=True)
