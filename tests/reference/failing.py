"""What SciPy and statsmodels say of small data that are written into the fixture with it. Writes failing.json."""
import json
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.diagnostic import acorr_ljungbox, het_breuschpagan
from statsmodels.stats.stattools import durbin_watson, jarque_bera

rng = np.random.default_rng(11)
pairs = [
    (np.round(rng.normal(0, 1, 12), 4), np.round(rng.normal(1, 3, 30), 4)),
    (np.round(rng.exponential(2, 8), 4), np.round(rng.exponential(2, 7), 4)),
]
tables = [(3, 10, 12, 15), (0, 8, 5, 9), (7, 7, 40, 90), (20, 60, 22, 61)]


def degrees(a, b):
    u, v = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
    return (u + v) ** 2 / (u**2 / (len(a) - 1) + v**2 / (len(b) - 1))


def fisher(a, n, b, m):
    return stats.fisher_exact([[a, n - a], [b, m - b]])[1]


n = 80
predicted = np.round(rng.uniform(1, 10, n), 4)
spread = np.round(rng.normal(0, 0.2 + 0.3 * predicted), 4)
even = np.round(rng.normal(0, 2, n), 4)
walk = np.zeros(n)
for i in range(1, n):
    walk[i] = 0.6 * walk[i - 1] + rng.normal()
walk = np.round(walk, 4)


def told(residuals):
    lm, lm_p, _, _ = het_breuschpagan(residuals, sm.add_constant(predicted), robust=True)
    jb, jb_p, skew, kurtosis = jarque_bera(residuals)
    box = acorr_ljungbox(residuals, lags=[5])
    return {
        "residuals": residuals.tolist(),
        "breuschPagan": [lm, lm_p],
        "jarqueBera": [jb, jb_p, skew, kurtosis],
        "durbinWatson": float(durbin_watson(residuals)),
        "ljungBox": [float(box.lb_stat.iloc[0]), float(box.lb_pvalue.iloc[0])],
    }


Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "welch": [
                {"first": a.tolist(), "second": b.tolist(), "t": float(r.statistic), "degrees": degrees(a, b), "pValue": float(r.pvalue)}
                for a, b in pairs
                for r in [stats.ttest_ind(a, b, equal_var=False)]
            ],
            "fisher": [{"counts": list(t), "pValue": float(fisher(*t))} for t in tables],
            "predicted": predicted.tolist(),
            "residuals": [told(spread), told(even), told(walk)],
        },
        default=float,
    )
    + "\n"
)
