"""Drift statistics by SciPy, for tests/stages/monitor. Run: python3 tests/reference/drift.py"""
import json
import pathlib

import numpy as np
from scipy import stats
from scipy.spatial.distance import jensenshannon
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(5)
numbers = []
for shift, scale, n, m in [(0, 1, 200, 150), (0.3, 1, 300, 90), (0, 1.6, 500, 400), (2, 1, 60, 40), (0.1, 1, 1000, 900)]:
    a, b = np.round(rng.normal(size=n), 3), np.round(rng.normal(shift, scale, size=m), 3)
    d, p = stats.ks_2samp(a, b, method="exact" if n < 400 else "asymp")
    numbers.append({"reference": a.tolist(), "current": b.tolist(), "ks": d, "p": p, "wasserstein": stats.wasserstein_distance(a, b) / np.std(a)})

levels = []
for before, now in [([50, 30, 20], [55, 25, 20]), ([500, 300, 200], [90, 80, 30]), ([40, 40], [10, 70]), ([120, 90, 60, 30], [40, 30, 20, 10])]:
    chi2, p, _, _ = stats.chi2_contingency([before, now], correction=False)
    p_, q_ = np.array(before) / sum(before), np.array(now) / sum(now)
    levels.append({"reference": before, "current": now, "chi2": chi2, "p": p, "jensenShannon": float(jensenshannon(p_, q_, base=2))})

raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.9]
corrections = {"raw": raw, "holm": multipletests(raw, method="holm")[1].tolist(), "bh": multipletests(raw, method="fdr_bh")[1].tolist()}
(pathlib.Path(__file__).parent / "drift.json").write_text(json.dumps({"numbers": numbers, "levels": levels, "corrections": corrections}))
