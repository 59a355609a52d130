"""Fits histogram boosting on columns of numbers (last one: 0 or 1) once per line read from stdin, which says with what, and on how many threads the process was
started; answers with seconds, seconds of the processor, and AUC."""
import os
import sys

import time

import numpy as np
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

rows, cols, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
data = np.fromfile(path, dtype="<f8").reshape(cols + 1, rows).T
X, y = np.ascontiguousarray(data[:, :cols]), data[:, cols].astype(int)
threads = int(os.environ["OMP_NUM_THREADS"])


def scikit_learn():
    return HistGradientBoostingClassifier(max_iter=100, early_stopping=False)


def xgb():
    """The same growth: leaf by leaf, as many bins, leaves and rounds, at the same rate."""
    growth = dict(tree_method="hist", grow_policy="lossguide", max_leaves=31, max_depth=0, max_bin=255)
    return xgboost.XGBClassifier(n_estimators=100, learning_rate=0.1, n_jobs=threads, **growth)


kinds = {"scikit-learn": scikit_learn, "XGBoost": xgb}
print("ready", flush=True)
for line in sys.stdin:
    start, spent = time.perf_counter(), time.process_time()
    model = kinds[line.strip()]().fit(X, y)
    took, used = time.perf_counter() - start, time.process_time() - spent
    print(took, used, roc_auc_score(y, model.predict_proba(X)[:, 1]), flush=True)
