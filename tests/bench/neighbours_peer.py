"""Finds nearest neighbours with scikit-learn's brute force once per line read from stdin; answers with seconds of the processor, and writes the rows it found."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
import time

import numpy as np
from sklearn.neighbors import NearestNeighbors

rows, cols, queries, count, metric, path, found = *map(int, sys.argv[1:5]), *sys.argv[5:8]
data = np.fromfile(path, dtype="<f8").reshape(rows + queries, cols)
model = NearestNeighbors(n_neighbors=count, metric=metric, algorithm="brute").fit(data[:rows])
print("ready", flush=True)
for line in sys.stdin:
    start = time.process_time()
    nearest = model.kneighbors(data[rows:], return_distance=False)
    took = time.process_time() - start
    nearest.astype("<i4").tofile(found)
    print(took, flush=True)
