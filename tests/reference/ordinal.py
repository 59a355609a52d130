"""Makes ordinal.json: rank correlations of levels in an order, by SciPy; levels as numbers, by scikit-learn. Run: /usr/bin/python3 tests/reference/ordinal.py"""
import json
import os
import numpy as np
from scipy.stats import spearmanr
from sklearn.preprocessing import OrdinalEncoder

rng = np.random.default_rng(3)
order = ["low", "medium", "high", "very high"]
codes = rng.integers(0, 4, 120)
codes[5] = codes[17] = -1
x = codes + rng.normal(0, 1.5, 120)
x[30] = np.nan
other = np.clip(codes + rng.integers(-1, 2, 120), 0, 3)
both = (codes >= 0) & ~np.isnan(x)
known = codes >= 0
labels = [order[c] if c >= 0 else None for c in codes]
encoder = OrdinalEncoder(categories=[order]).fit([[l] for l in labels if l])
out = {
    "order": order,
    "labels": labels,
    "x": [None if np.isnan(v) else float(v) for v in x],
    "other": [order[c] for c in other],
    "number": float(spearmanr(codes[both], x[both])[0]),
    "levels": float(spearmanr(codes[known], other[known])[0]),
    "encoded": [float(encoder.transform([[l]])[0, 0]) if l else None for l in labels],
}
json.dump(out, open(os.path.join(os.path.dirname(__file__), "ordinal.json"), "w"))
