"""Fits scikit-learn's LogisticRegression (lbfgs) on columns of numbers, the last one 0 or 1. A line "go" from stdin: one fit as it comes, answered with its
seconds of the processor; "exact": one that goes on to the end, answered with its coefficients and intercept."""
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
    start = time.process_time()
    model = LogisticRegression(max_iter=1000).fit(X, y)
    print(time.process_time() - start, *model.coef_[0], model.intercept_[0], flush=True)
