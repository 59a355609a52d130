"""Widths of prediction intervals by scikit-learn and NumPy, for tests/jobs/training. Run: python3 tests/reference/conformal.py"""
import json
import math
import pathlib

import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import PredefinedSplit, cross_val_predict

rng = np.random.default_rng(11)
cases = []
for n, level in [(25, 0.95), (60, 0.95), (200, 0.9), (333, 0.95)]:
    x = np.round(rng.normal(size=(n, 3)), 4)
    y = np.round(x @ [2, -1, 0.5] + rng.normal(size=n) * (0.5 + np.abs(x[:, 0])), 4)
    folds = np.arange(n) % 5
    residuals = y - cross_val_predict(LinearRegression(), x, y, cv=PredefinedSplit(folds))
    # The finite-sample quantile of conformal prediction: the ceil((n + 1) level)-th smallest of n.
    share = math.ceil((n + 1) * level) / n
    width = float(np.quantile(np.abs(residuals), share, method="inverted_cdf"))
    cases.append({"x": x.tolist(), "y": y.tolist(), "folds": folds.tolist(), "level": level, "width": width})

constant = roc_auc_score(rng.integers(0, 2, 50), np.full(50, 0.3))
(pathlib.Path(__file__).parent / "conformal.json").write_text(json.dumps({"cases": cases, "constantArea": constant}))
