"""Factors a table (little-endian float64, row-major) from given factors with scikit-learn's NMF by coordinate descent, a fixed number of rounds.
Prints JSON with the seconds and the share of the squared values told."""
import json
import sys
import time
import warnings

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.decomposition import non_negative_factorization

warnings.filterwarnings("ignore")
folder, rows, columns, parts, rounds, kind = sys.argv[1], *map(int, sys.argv[2:6]), sys.argv[6]
read = lambda name, *shape: np.fromfile(f"{folder}/{name}.f64", "<f8").reshape(shape)
x, w, h = read("x", rows, columns), read("w", rows, parts), read("h", parts, columns)
given = csr_matrix(x) if kind == "sparse" else x
began = time.perf_counter()
w, h, _ = non_negative_factorization(given, W=w, H=h, n_components=parts, init="custom", max_iter=rounds, tol=0, shuffle=False)
print(json.dumps({"seconds": time.perf_counter() - began, "told": float(1 - ((x - w @ h) ** 2).sum() / (x ** 2).sum())}))
