"""Fits k-means with scikit-learn's Lloyd from given centres once per line read from stdin; answers with seconds of the processor and inertia."""
import os
import sys

for name in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]:
    os.environ[name] = "1"

import time
import warnings

import numpy as np
from sklearn.cluster import KMeans

rows, cols, k, steps = map(int, sys.argv[1:5])
data = np.fromfile(sys.argv[5]).reshape(rows, cols)
warnings.simplefilter("ignore")
print("ready", flush=True)
for _ in sys.stdin:
    start = time.process_time()
    fitted = KMeans(k, init=data[:k], n_init=1, max_iter=steps, tol=0, algorithm="lloyd").fit(data)
    print(time.process_time() - start, fitted.inertia_, flush=True)
