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
out = {
    "data": data.ravel().tolist(),
    "lof": (-lof.negative_outlier_factor_).tolist(),
    "svm": (-svm.decision_function(data)).tolist(),
    "mcd": np.sqrt(mcd.mahalanobis(data)).tolist(),
    "forest": (-forest.score_samples(data)).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
