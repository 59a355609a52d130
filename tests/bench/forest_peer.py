"""Fits scikit-learn's random forest on numbers (last column: 0 or 1), learning from the first half of the rows, once per line read from stdin; answers
with seconds, seconds of the processor, and the AUC on the other half."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
import time

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.metrics import roc_auc_score

rows, cols, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
data = np.fromfile(path, dtype="<f8").reshape(cols + 1, rows).T
X, y = np.ascontiguousarray(data[:, :cols]), data[:, cols].astype(int)
half = rows // 2
kinds = {"forest": RandomForestClassifier, "extra-trees": ExtraTreesClassifier}
print("ready", flush=True)
for line in sys.stdin:
    kind, trees = line.split()
    start, spent = time.perf_counter(), time.process_time()
    model = kinds[kind](int(trees), n_jobs=1).fit(X[:half], y[:half])
    took, used = time.perf_counter() - start, time.process_time() - spent
    print(took, used, roc_auc_score(y[half:], model.predict_proba(X[half:])[:, 1]), flush=True)
