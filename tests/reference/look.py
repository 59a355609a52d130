"""Outliers, maps and comparisons by scikit-learn and SciPy, for tests/stages/explore. Run: python3 tests/reference/look.py"""
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.manifold import trustworthiness
from sklearn.preprocessing import StandardScaler

here = pathlib.Path(__file__).parent
rng = np.random.default_rng(5)
listed = lambda a, digits=10: np.round(np.asarray(a, float), digits).tolist()

# rows: a correlated cloud, and strange ones behind it
mix = np.array([[1, 0.8, 0.2], [0.8, 1, 0.1], [0.2, 0.1, 1]])
cloud = rng.multivariate_normal(np.zeros(3), mix, size=500)
strange = np.concatenate([rng.normal(size=(6, 3)) + [6, 6, 0], rng.normal(size=(6, 3)) * 0.2 + [0, 0, 7]])
rows = np.round(np.concatenate([cloud, strange]), 6)
forests = [-IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(rows).score_samples(rows) for seed in range(4)]
agree = [stats.spearmanr(forests[0], other)[0] for other in forests[1:]]

column = np.round(np.concatenate([rng.normal(10, 2, 300), [30, -15, 19.5]]), 6)
mad = stats.median_abs_deviation(column)
far = 0.6744897501960817 * np.abs(column - np.median(column)) / mad

x = StandardScaler().fit_transform(load_wine().data)
pca = PCA(svd_solver="full").fit(x)
plane = pca.transform(x)[:, :2]
noise = rng.normal(size=(len(x), 2))

a, b = np.round(rng.normal(0, 1, 300), 3), np.round(rng.normal(0.4, 1.2, 220), 1)
u = stats.mannwhitneyu(a, b)[0]
ks = stats.ks_2samp(a, b, method="asymp")

# fightin' words (Monroe, Colaresi & Quinn 2008), equations 15, 16, 19, with a prior of 500 words drawn from all texts
here_, all_ = np.array([40, 3, 12, 9, 100]), np.array([44, 30, 20, 18, 230])
prior = 500 * all_ / all_.sum()
ya, yb = here_ + prior, all_ - here_ + prior
na, nb = here_.sum() + 500, (all_ - here_).sum() + 500
delta = np.log(ya / (na - ya)) - np.log(yb / (nb - yb))
sd = np.sqrt(1 / ya + 1 / yb)

out = {
    "isolation": {"rows": listed(rows, 6), "scores": listed(forests[0]), "agreement": float(np.mean(agree))},
    "column": {"values": listed(column, 6), "flagged": [int(i) for i in np.flatnonzero(far > 3.5)], "distance": listed(far[far > 3.5])},
    "pca": {"x": listed(load_wine().data, 6), "ratio": listed(pca.explained_variance_ratio_), "first": listed(np.abs(plane[:30]))},
    "trust": {
        "plane": listed(plane), "noise": listed(noise),
        "ofPlane": [trustworthiness(x, plane, n_neighbors=k) for k in (5, 15)],
        "ofNoise": [trustworthiness(x, noise, n_neighbors=k) for k in (5, 15)],
    },
    "odds": {"here": here_.tolist(), "all": all_.tolist(), "delta": listed(delta), "low": listed(delta - 1.959963984540054 * sd), "p": listed(2 * stats.norm.sf(abs(delta) / sd))},
    "compare": {"a": listed(a), "b": listed(b), "cliff": 1 - 2 * u / (len(a) * len(b)), "ks": float(ks[0])},
}
(here / "look.json").write_text(json.dumps(out))
