"""Makes tests/reference/gaussian-process.json: what scikit-learn's Gaussian process says of small data that are written into the fixture with it."""
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

warnings.filterwarnings("ignore")
rng = np.random.default_rng(3)
n, p = 80, 3
x = np.round(rng.normal(size=(n, p)), 5)
queries = np.round(rng.normal(size=(30, p)) * 1.5, 5)
y = np.round(100 + 20 * np.sin(1.5 * x[:, 0]) + 8 * x[:, 1] + 2 * rng.normal(size=n), 5)
out = {"sklearn": sklearn.__version__, "x": x.tolist(), "queries": queries.tolist(), "y": y.tolist()}


def told(kernel, optimizer=None, restarts=0):
    model = GaussianProcessRegressor(kernel, alpha=1e-10, optimizer=optimizer, normalize_y=True, n_restarts_optimizer=restarts, random_state=0).fit(x, y)
    value, slope = model.log_marginal_likelihood(model.kernel_.theta, eval_gradient=True)
    return {"means": model.predict(queries).tolist(), "likelihood": float(value), "slope": slope.tolist(), "theta": model.kernel_.theta.tolist()}


def kernel(variance, lengths, noise):
    return ConstantKernel(variance) * RBF(lengths) + WhiteKernel(noise)


out["fixed"] = told(kernel(1.3, 1.1, 0.05))
out["fixedSharp"] = told(kernel(0.8, 0.4, 1e-4))
out["fixedEach"] = told(kernel(1.0, [0.9, 2.5, 6.0], 0.02))
out["learned"] = told(kernel(1.0, np.sqrt(p), 0.1), "fmin_l_bfgs_b", 5)
out["learnedEach"] = told(kernel(1.0, [np.sqrt(p)] * p, 0.1), "fmin_l_bfgs_b", 5)
json.dump(out, open(os.path.join(os.path.dirname(__file__), "gaussian-process.json"), "w"))
