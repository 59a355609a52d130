"""Fits scikit-learn's LogisticRegression (lbfgs) on columns of numbers, the last one 0 or 1. A line "go" from stdin: one fit as it comes, answered with its
seconds of the processor; "exact": one that goes on to the end, answered with its coefficients and intercept; "saga" and "saga-net": one by stochastic steps on scaled columns, with
the penalty as it is there, the second with half of it l1."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

rows, cols, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
data = np.fromfile(path, dtype="<f8").reshape(cols + 1, rows).T
X, y = np.ascontiguousarray(data[:, :cols]), data[:, cols].astype(int)
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "exact":
        model = LogisticRegression(solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(X, y)
        print(*model.coef_[0], model.intercept_[0], flush=True)
        continue
    if line.startswith("saga"):
        net = {"penalty": "elasticnet", "l1_ratio": 0.5, "C": 1e-3} if "net" in line else {}
        start = time.process_time()
        mean, scale = X.mean(axis=0), X.std(axis=0)
        model = LogisticRegression(solver="saga", max_iter=1000, random_state=0, **net).fit((X - mean) / scale, y)
        seconds, coef = time.process_time() - start, model.coef_[0] / scale
        print(seconds, *coef, model.intercept_[0] - coef @ mean, flush=True)
        continue
    start = time.process_time()
    model = LogisticRegression(max_iter=1000).fit(X, y)
    print(time.process_time() - start, *model.coef_[0], model.intercept_[0], flush=True)
