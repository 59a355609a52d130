"""Makes tests/reference/calibrate.json: Platt and isotonic calibration by scikit-learn 1.2 on two-class probabilities."""
import json
import os

import numpy as np
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
out = {"p": p.tolist(), "y": y.tolist(), "w": w.tolist(), "grid": grid.tolist(), "platt": platt.predict(odds(grid)).tolist(),
       "isotonic": iso.predict(grid).tolist(), "isotonicWeighted": isow.predict(grid).tolist()}
with open(os.path.join(os.path.dirname(__file__), "calibrate.json"), "w") as file:
    json.dump(out, file)
