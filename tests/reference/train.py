"""Makes tests/reference/train.json: what scikit-learn answers for small data sets that are written into the fixture with it."""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import ElasticNet, LinearRegression, LogisticRegression, Ridge

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)
n, p = 120, 5
X = np.round(rng.normal(size=(n, p)) * [1, 10, 0.1, 3, 1] + [0, 50, 1, -2, 0], 4)
X[:, 4] = np.round(0.6 * X[:, 0] + 0.4 * rng.normal(size=n), 4)
y = np.round(2 + X @ [1.5, -0.2, 4.0, 0.0, 0.5] + rng.normal(size=n), 4)
w = np.round(rng.uniform(0.2, 3, size=n), 3)
score = (X - X.mean(0)) / X.std(0) @ [1.0, -0.7, 0.3, 0.0, 0.4] + rng.logistic(size=n)
binary = (score > 0).astype(int)
three = np.digitize(score, [-1, 1])


def told(model):
    return {"coef": np.ravel(model.coef_).tolist(), "intercept": np.ravel(model.intercept_).tolist()}


def logistic(target, weights=None, **params):
    return told(LogisticRegression(**{"max_iter": 100000, "tol": 1e-10, **params}).fit(X, target, sample_weight=weights))


def saga(target, **params):
    Z = (X - X.mean(0)) / X.std(0)
    model = LogisticRegression(penalty="elasticnet", solver="saga", max_iter=200000, tol=1e-10, random_state=0, **params)
    return told(model.fit(Z, target))


dup = np.column_stack([X, X[:, 0], np.ones(n)])
net = dict(max_iter=1000000, tol=1e-12)
out = {
    "sklearn": sklearn.__version__,
    "x": X.tolist(), "y": y.tolist(), "w": w.tolist(), "binary": binary.tolist(), "three": three.tolist(),
    "ols": told(LinearRegression().fit(X, y)),
    "olsWeighted": told(LinearRegression().fit(X, y, sample_weight=w)),
    "olsNoIntercept": told(LinearRegression(fit_intercept=False).fit(X, y)),
    "olsDuplicate": told(LinearRegression().fit(dup, y)),
    "ridge": told(Ridge(alpha=0.3 * n, solver="svd").fit(X, y)),
    "elasticNet": told(ElasticNet(alpha=0.3, l1_ratio=0.5, **net).fit(X, y)),
    "lasso": told(ElasticNet(alpha=0.2, l1_ratio=1.0, **net).fit(X, y)),
    "elasticNetWeighted": told(ElasticNet(alpha=0.3, l1_ratio=0.5, **net).fit(X, y, sample_weight=w)),
    "elasticNetNoIntercept": told(ElasticNet(alpha=0.3, l1_ratio=0.5, fit_intercept=False, **net).fit(X, y)),
    "logisticBinary": logistic(binary, solver="newton-cholesky"),
    "logisticBinaryC": logistic(binary, C=0.05, solver="newton-cholesky"),
    "logisticWeighted": logistic(binary, weights=w, solver="newton-cholesky"),
    "logisticBalanced": logistic((score > 1).astype(int), class_weight="balanced", solver="newton-cholesky"),
    "rare": (score > 1).astype(int).tolist(),
    "logisticNoIntercept": logistic(binary, fit_intercept=False, solver="newton-cholesky"),
    "multinomial": logistic(three, solver="newton-cg"),
    "sagaBinary": saga(binary, C=0.5, l1_ratio=0.5),
    "sagaLasso": saga(binary, C=0.1, l1_ratio=1.0),
    "sagaMultinomial": saga(three, C=0.5, l1_ratio=0.5),
}

# Boosting on numbers with gaps, small enough that bins are the distinct values: the trees must be the same, so the answers must be.
m = 400
B = np.round(rng.normal(size=(m, 4)), 1)
B[rng.uniform(size=m) < 0.15, 1] = np.nan
signal = B[:, 0] + np.where(np.isnan(B[:, 1]), 1.5, B[:, 1] ** 2) - B[:, 2] * (B[:, 3] > 0)
by = np.round(signal + 0.3 * rng.normal(size=m), 3)
bc = (signal + rng.logistic(size=m) > 1).astype(int)
b3 = np.digitize(signal + rng.logistic(size=m), [0, 2])
city = rng.integers(0, 6, size=m)
BC = np.column_stack([B[:, :2], city])
cy = np.round(np.array([3, -1, 0, 2, -2, 1])[city] + B[:, 0] + 0.3 * rng.normal(size=m), 3)
bw = np.round(rng.uniform(0.2, 3, size=m), 3)  # all different, so that no two splits are equally good
hist = dict(max_iter=30, early_stopping=False)
clean = lambda a: [[None if np.isnan(v) else v for v in row] for row in a.tolist()]
out["boosting"] = {
    "x": clean(B), "y": by.tolist(), "binary": bc.tolist(), "three": b3.tolist(), "city": city.tolist(), "cityY": cy.tolist(), "w": (1 + np.arange(m) % 3).tolist(), "w3": bw.tolist(),
    "regression": HistGradientBoostingRegressor(**hist).fit(B, by).predict(B).tolist(),
    "regressionL2": HistGradientBoostingRegressor(**hist, l2_regularization=5, max_depth=3, min_samples_leaf=5).fit(B, by).predict(B).tolist(),
    "regressionWeighted": HistGradientBoostingRegressor(**hist).fit(B, by, sample_weight=1 + np.arange(m) % 3).predict(B).tolist(),
    "binaryP": HistGradientBoostingClassifier(**hist).fit(B, bc).predict_proba(B)[:, 1].tolist(),
    "threeP": np.ravel(HistGradientBoostingClassifier(**hist).fit(B, b3, sample_weight=bw).predict_proba(B)).tolist(),
    "category": HistGradientBoostingRegressor(**hist, categorical_features=[2]).fit(BC, cy).predict(BC).tolist(),
}
with open(os.path.join(os.path.dirname(__file__), "train.json"), "w") as file:
    json.dump(out, file)
