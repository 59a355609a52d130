"""Makes tests/reference/calibrate.json: Platt and isotonic calibration by scikit-learn 1.2, beta and temperature by SciPy's optimisers, on two-class probabilities."""
import json
import os

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(3)
n = 300
p = np.round(rng.beta(1, 1, size=n), 2).clip(0.01, 0.99)
y = (rng.uniform(size=n) < p ** 2).astype(int)
w = np.round(rng.uniform(0.2, 3, size=n), 3)
grid = np.round(np.linspace(0.01, 0.99, 50), 4)
odds = lambda q: np.log(q / (1 - q))
platt = _SigmoidCalibration().fit(odds(p), y)
iso = IsotonicRegression(out_of_bounds="clip").fit(p, y)
isow = IsotonicRegression(out_of_bounds="clip").fit(p, y, sample_weight=w)


def beta_of(p, y):
    hits, misses = y.sum(), (1 - y).sum()
    goal = np.where(y == 1, (hits + 1) / (hits + 2), 1 / (misses + 2))
    score = lambda v, q: v[0] * np.log(q) - v[1] * np.log(1 - q) + v[2]
    loss = lambda v: (np.logaddexp(0, score(v, p)) - goal * score(v, p)).sum()
    best = minimize(loss, [1, 1, 0], bounds=[(0, None), (0, None), (None, None)], method="L-BFGS-B", options=dict(ftol=1e-16, gtol=1e-11, maxiter=5000))
    return 1 / (1 + np.exp(-score(best.x, grid)))


def tempered(q, power):
    return q**power / (q**power + (1 - q) ** power)


y_turned = (rng.uniform(size=n) < 0.2 + 0.5 * (p - 0.5) ** 2).astype(int)
surprise = lambda t: -np.log(np.where(y == 1, tempered(p, t), 1 - tempered(p, t))).sum()
power = minimize_scalar(surprise, bounds=(0.01, 10), method="bounded", options=dict(xatol=1e-12)).x
out = {"p": p.tolist(), "y": y.tolist(), "w": w.tolist(), "grid": grid.tolist(), "platt": platt.predict(odds(grid)).tolist(),
       "beta": beta_of(p, y).tolist(), "betaTurned": beta_of(p, y_turned).tolist(), "yTurned": y_turned.tolist(), "temperature": tempered(grid, power).tolist(), "power": power,
       "isotonic": iso.predict(grid).tolist(), "isotonicWeighted": isow.predict(grid).tolist()}
with open(os.path.join(os.path.dirname(__file__), "calibrate.json"), "w") as file:
    json.dump(out, file)
