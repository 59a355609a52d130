"""Noncentral laws by SciPy, for tests/kernels/noncentral.test.ts. Run: python3 tests/reference/noncentral.py"""
import json
import pathlib

from scipy import optimize, stats

cases = []
for df in [1, 2, 6, 40]:
    for nc in [0, 0.3, 2, 15, 180, 4000]:
        for p in [0.01, 0.3, 0.9, 0.999]:
            x = stats.ncx2.ppf(p, df, nc) if nc else stats.chi2.ppf(p, df)
            cases.append({"law": "chi-square", "args": [float(x), df, nc], "value": float(stats.ncx2.cdf(x, df, nc) if nc else stats.chi2.cdf(x, df))})
for d1, d2 in [(1, 10), (3, 200), (12, 3000)]:
    for nc in [0.5, 4, 60, 900]:
        for x in [0.2, 1, 3, 20, 100]:
            cases.append({"law": "F", "args": [x, d1, d2, nc], "value": float(stats.ncf.cdf(x, d1, d2, nc))})

intervals = []
for x, df in [(3.0, 1), (25.0, 4), (300.0, 12), (9.0, 9)]:
    def bound(share):
        f = lambda nc: stats.ncx2.cdf(x, df, nc) - share
        return optimize.brentq(f, 1e-12, 10 * x + 100) if f(1e-12) > 0 else 0.0
    intervals.append({"x": x, "df": df, "low": float(bound(0.975)), "high": float(bound(0.025))})
(pathlib.Path(__file__).parent / "noncentral.json").write_text(json.dumps({"cases": cases, "intervals": intervals}))
