"""Makes copula.json: what a Gaussian copula must recover. Run: /usr/bin/python3 tests/reference/copula.py

Rows are drawn from a known copula by NumPy; the tetrachoric relations of levels are worked out by SciPy's bivariate normal."""
import json
import os
import numpy as np
from scipy.stats import multivariate_normal, norm

rng = np.random.default_rng(5)


def scores(shares):
    bounds = norm.ppf(np.concatenate([[0], np.cumsum(shares)]))
    return bounds, -np.diff(norm.pdf(bounds)) / np.array(shares)


def covariance(a, b, r):
    """Of the scores of two step functions of normal variables with correlation r."""
    (x, s), (y, t) = scores(a), scores(b)
    both = multivariate_normal([0, 0], [[1, r], [r, 1]])

    def below(u, v):
        if u == -np.inf or v == -np.inf:
            return 0.0
        return float(both.cdf([min(u, 9), min(v, 9)]))

    total = 0.0
    for i in range(len(s)):
        for j in range(len(t)):
            share = below(x[i + 1], y[j + 1]) - below(x[i], y[j + 1]) - below(x[i + 1], y[j]) + below(x[i], y[j])
            total += s[i] * t[j] * share
    return total


pairs = [([0.5, 0.5], [0.5, 0.5], 0.6), ([0.9, 0.1], [0.3, 0.4, 0.3], -0.4), ([0.2, 0.5, 0.3], [0.1, 0.2, 0.3, 0.4], 0.8), ([0.7, 0.3], [0.25] * 4, 0.2)]
tetrachoric = [{"a": a, "b": b, "r": r, "covariance": covariance(a, b, r), "scores": scores(a)[1].tolist()} for a, b, r in pairs]

size, rows = 4, 4000
true = np.array([[1, 0.7, -0.3, 0.5], [0.7, 1, 0.1, 0.4], [-0.3, 0.1, 1, 0.2], [0.5, 0.4, 0.2, 1]])
latent = rng.multivariate_normal(np.zeros(size), true, rows)
uniform = norm.cdf(latent)
table = {
    "income": np.round(-np.log(1 - uniform[:, 0]) * 20000, -2).tolist(),
    "age": np.floor(18 + 60 * uniform[:, 1]).tolist(),
    "level": ["low" if u < 0.3 else "middle" if u < 0.8 else "high" for u in uniform[:, 2]],
    "flag": ["yes" if u > 0.85 else "no" for u in uniform[:, 3]],
}
json.dump({"tetrachoric": tetrachoric, "true": true.tolist(), "table": table}, open(os.path.join(os.path.dirname(__file__), "copula.json"), "w"))
