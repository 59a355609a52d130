"""Fits scikit-learn's histogram boosting on a CSV of numbers (last column: 0 or 1) once per line read from stdin; answers with seconds and AUC."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
import time

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

rows, cols, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
data = np.fromfile(path, dtype="<f8").reshape(cols + 1, rows).T
X, y = np.ascontiguousarray(data[:, :cols]), data[:, cols].astype(int)
half = rows // 2
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    model = HistGradientBoostingClassifier(max_iter=100, early_stopping=False).fit(X, y)
    took = time.perf_counter() - start
    print(took, roc_auc_score(y, model.predict_proba(X)[:, 1]), flush=True)
