"""Makes tests/reference/gam.json: statsmodels' GLMGam with cubic B-splines on a small data set that is written into the fixture with it."""
import json
import os
import warnings

import numpy as np
import statsmodels
import statsmodels.api as sm
from statsmodels.gam.api import BSplines, GLMGam

warnings.filterwarnings("ignore")
rng = np.random.default_rng(5)
n = 160
x = np.round(rng.uniform(size=(n, 2)), 3)
x[0], x[1] = 0, 1
eta = np.sin(6 * x[:, 0]) + 2 * (x[:, 1] - 0.5) ** 2
y = np.round(eta + 0.3 * rng.normal(size=n), 4)
binary = (eta + rng.logistic(size=n) * 0.6 > 0.4).astype(int)


def knots(values, count):
    """Halfway between two values, with about even shares of the rows between two knots."""
    distinct, totals = np.unique(values, return_counts=True)
    found, below, nth = [], 0, 1
    for i in range(len(distinct) - 1):
        below += totals[i]
        if below < nth * len(values) / (count + 1):
            continue
        if nth <= count:
            found.append((distinct[i] + distinct[i + 1]) / 2)
        while nth <= count and below >= nth * len(values) / (count + 1):
            nth += 1
    return np.array(found)


inner = [knots(x[:, j], 6) for j in range(2)]
all_knots = [np.r_[[0] * 4, k, [1] * 4] for k in inner]
splines = BSplines(x, df=[10, 10], degree=[3, 3], constraints="center", knot_kwds=[{"all_knots": k} for k in all_knots])


def told(target, family, alpha):
    model = GLMGam(target, exog=np.ones((n, 1)), smoother=splines, alpha=[alpha, alpha], family=family)
    fit = model.fit(tol=1e-13, maxiter=500)
    return {
        "alpha": alpha,
        "fitted": np.round(fit.fittedvalues, 8).tolist(),
        "edf": float(np.sum(fit.edf)),
    }


out = {
    "made_by": f"statsmodels {statsmodels.__version__}",
    "x": x.tolist(),
    "y": y.tolist(),
    "binary": binary.tolist(),
    "knots": [k.tolist() for k in inner],
    "normal": told(y, sm.families.Gaussian(), 0.01),
    "binomial": told(binary, sm.families.Binomial(), 0.1),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gam.json")
json.dump(out, open(path, "w"))
print(os.path.getsize(path), out["normal"]["edf"], out["binomial"]["edf"])
