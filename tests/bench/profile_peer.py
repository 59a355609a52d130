"""The work of a full profile in pandas, on one table, for each line read: the four calls, or (line "all") what Lathe's holds beside them too."""
import sys
import time

import numpy as np
import pandas as pd

rows, numbers, categories, path = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
raw = np.fromfile(path, dtype="<f8", count=rows * numbers).reshape(numbers, rows)
codes = np.fromfile(path, dtype="<i4", offset=rows * numbers * 8).reshape(categories, rows)
frame = pd.DataFrame({f"x{j}": raw[j] for j in range(numbers)})
for j in range(categories):
    labels = [f"level {i}" for i in range(codes[j].max() + 1)]
    frame[f"c{j}"] = pd.Categorical.from_codes(codes[j], labels)
names = [f"x{j}" for j in range(numbers)]
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    frame.describe(include="all")
    for name in frame:
        frame[name].value_counts()
    quantiles = frame[names].quantile([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    frame[names].corr()
    four = time.perf_counter() - start
    median = float(quantiles.iloc[3, 0])
    if line.strip() != "all":
        print(four, "nan", median, flush=True)
        continue
    for name in frame:
        frame[name].isna().sum()
        frame[name].nunique()
    frame[names].skew(), frame[names].kurt()
    for name in names:
        np.histogram(frame[name].dropna(), bins=40)
    frame[names].corr(method="spearman")
    print(four, time.perf_counter() - start, median, flush=True)
