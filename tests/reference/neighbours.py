"""Makes tests/reference/neighbours.json: what scikit-learn's nearest neighbours answer for small data that are written into the fixture with it."""
import json
import os

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors

rng = np.random.default_rng(8)
n, q, p = 160, 40, 15
x = np.round(rng.normal(size=(n, p)), 7)
queries = np.vstack([np.round(rng.normal(size=(q - 10, p)), 7), x[:10]])
classes = np.digitize(x[:, 0] + 0.3 * rng.normal(size=n), [-0.5, 0.7])
y = np.round(x[:, 1] * 3 + x[:, 2] ** 2 + rng.normal(size=n), 4)
out = {"sklearn": sklearn.__version__, "x": x.tolist(), "queries": queries.tolist(), "classes": classes.tolist(), "y": y.tolist()}
for columns in (3, p):
    a, b = x[:, :columns], queries[:, :columns]
    for metric in ("euclidean", "manhattan"):
        found = NearestNeighbors(n_neighbors=7, metric=metric, algorithm="brute").fit(a).kneighbors(b)
        out[f"nearest {columns} {metric}"] = found[1].tolist()
        out[f"distances {columns} {metric}"] = found[0].tolist()
        for weights in ("uniform", "distance"):
            settings = dict(n_neighbors=7, metric=metric, weights=weights, algorithm="kd_tree")
            name = f"{columns} {metric} {weights}"
            out[f"classes {name}"] = np.ravel(KNeighborsClassifier(**settings).fit(a, classes).predict_proba(b)).tolist()
            out[f"numbers {name}"] = KNeighborsRegressor(**settings).fit(a, y).predict(b).tolist()
json.dump(out, open(os.path.join(os.path.dirname(__file__), "neighbours.json"), "w"))
