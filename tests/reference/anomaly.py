"""Anomaly scores by scikit-learn of one small table. Writes anomaly.json."""
import json
from pathlib import Path

import numpy as np
from sklearn.covariance import MinCovDet
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

rng = np.random.default_rng(5)
usual = rng.multivariate_normal([0, 0, 0], [[1, 0.7, 0], [0.7, 1, 0.2], [0, 0.2, 1]], 76)
data = np.vstack([usual, [[2.5, -2.5, 0], [0, 0, 6], [5, 5, 5], [-3, 3, -3]]])
lof = LocalOutlierFactor(n_neighbors=10).fit(data)
svm = OneClassSVM(nu=0.15, gamma=0.3, tol=1e-8).fit(data)
mcd = MinCovDet(random_state=0).fit(data)
forest = IsolationForest(n_estimators=500, random_state=0, max_samples=64).fit(data)


def path_of(rows, depth, asked, draw, level):
    """Path lengths of the asked rows in one extended tree: Hariri et al. (2021), algorithms 2 and 3, row by row."""
    n = len(rows)
    if depth == 0 or n <= 1:
        return np.full(len(asked), 0 if n <= 1 else 1 if n == 2 else 2 * (np.log(n - 1) + np.euler_gamma) - 2 * (n - 1) / n)
    slope = draw.normal(size=rows.shape[1])
    slope[draw.choice(rows.shape[1], rows.shape[1] - level - 1, replace=False)] = 0
    point = draw.uniform(rows.min(axis=0), rows.max(axis=0))
    left, asked_left = (rows - point) @ slope <= 0, (asked - point) @ slope <= 0
    out = np.ones(len(asked))
    out[asked_left] += path_of(rows[left], depth - 1, asked[asked_left], draw, level)
    out[~asked_left] += path_of(rows[~left], depth - 1, asked[~asked_left], draw, level)
    return out


def extended(data, level, trees=600, sample=64, seed=0):
    draw = np.random.default_rng(seed)
    paths = [path_of(data[draw.choice(len(data), sample, replace=False)], 6, data, draw, level) for _ in range(trees)]
    return 2 ** (-np.mean(paths, axis=0) / (2 * (np.log(sample - 1) + np.euler_gamma) - 2 * (sample - 1) / sample))


out = {
    "data": data.ravel().tolist(),
    "lof": (-lof.negative_outlier_factor_).tolist(),
    "svm": (-svm.decision_function(data)).tolist(),
    "mcd": np.sqrt(mcd.mahalanobis(data)).tolist(),
    "forest": (-forest.score_samples(data)).tolist(),
    "extended": {str(level): extended(data, level).tolist() for level in range(3)},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
