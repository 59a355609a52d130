"""Makes tests/reference/topics.json: scikit-learn's NMF by coordinate descent from a given start."""
import json
import os

import numpy as np
import sklearn
from sklearn.decomposition import NMF

rng = np.random.default_rng(4)
n, m, k = 12, 9, 3
x = np.round(np.where(rng.uniform(size=(n, m)) < 0.4, rng.uniform(size=(n, m)), 0), 3)
w, h = np.round(rng.uniform(0.1, 1, size=(n, k)), 3), np.round(rng.uniform(0.1, 1, size=(k, m)), 3)
model = NMF(k, init="custom", solver="cd", max_iter=30, tol=0)
found = model.fit_transform(x, W=w.copy(), H=h.copy())
out = {
    "sklearn": sklearn.__version__, "texts": n, "terms": m, "topics": k, "x": x.ravel().tolist(), "w": w.ravel().tolist(), "h": h.ravel().tolist(),
    "rounds": 30, "foundW": found.ravel().tolist(), "foundH": model.components_.ravel().tolist(),
    "told": float(1 - ((x - found @ model.components_) ** 2).sum() / (x**2).sum()),
}
with open(os.path.join(os.path.dirname(__file__), "topics.json"), "w") as file:
    json.dump(out, file)
