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
    # What a package holds of a column: edges with the rows up to each, and nothing between them.
    edges = np.unique(np.round(np.quantile(a, np.arange(1, n // 10) / (n // 10)), 1))
    below, upto = np.searchsorted(np.sort(a), edges, side="right"), np.searchsorted(np.sort(b), edges, side="right")
    gaps = np.abs(below / n - upto / m)
    root = np.sqrt(n * m / (n + m))
    cells, at = np.diff(np.concatenate([[0], below, [n]])), np.append(edges, edges[-1])
    spread = np.sqrt(np.average((at - np.average(at, weights=cells)) ** 2, weights=cells))
    numbers.append({
        "reference": a.tolist(), "current": b.tolist(), "edges": edges.tolist(), "below": below.tolist(), "wholeKs": d, "wholeP": p,
        "ks": gaps.max(), "p": stats.kstwobign.sf(gaps.max() * (root + 0.12 + 0.11 / root)),
        "wasserstein": np.trapz(gaps, edges) / spread, "wholeWasserstein": stats.wasserstein_distance(a, b) / np.std(a)})

levels = []
for before, now in [([50, 30, 20], [55, 25, 20]), ([500, 300, 200], [90, 80, 30]), ([40, 40], [10, 70]), ([120, 90, 60, 30], [40, 30, 20, 10])]:
    chi2, p, _, _ = stats.chi2_contingency([before, now], correction=False)
    p_, q_ = np.array(before) / sum(before), np.array(now) / sum(now)
    levels.append({"reference": before, "current": now, "chi2": chi2, "p": p, "jensenShannon": float(jensenshannon(p_, q_, base=2))})

# Rows of levels without a name in the reference: so many before and now. The promise is Good's, its variance at most 4 and 5 times its parts.
unlisted = []
for others, on_limit, found, before, now in [(20, 0, 9, 1000, 300), (20, 3, 40, 1000, 300), (0, 0, 4, 500, 100), (90, 4, 60, 2000, 800)]:
    promised, variance = others + 5 * on_limit + 1, 4 * others + 25 * on_limit + 1
    shape, mean = promised ** 2 / variance, promised * now / before
    unlisted.append({"others": others, "onLimit": on_limit, "found": found, "before": before, "now": now,
                     "chance": stats.nbinom.sf(found - 1, shape, shape / (shape + mean))})

raw = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.9]
corrections = {"raw": raw, "holm": multipletests(raw, method="holm")[1].tolist(), "bh": multipletests(raw, method="fdr_bh")[1].tolist()}
(pathlib.Path(__file__).parent / "drift.json").write_text(json.dumps({"numbers": numbers, "levels": levels, "unlisted": unlisted, "corrections": corrections}))
