"""Makes tests/reference/linear.json: what scikit-learn and statsmodels answer for a small data set that is written into the fixture with it."""
import json
import os
import warnings

import numpy as np
import sklearn
import statsmodels
import statsmodels.api as sm
from sklearn.linear_model import HuberRegressor, QuantileRegressor, TweedieRegressor, enet_path

warnings.filterwarnings("ignore")
rng = np.random.default_rng(19)
n, p = 150, 4
X = np.round(rng.normal(size=(n, p)) * [1, 10, 0.1, 3] + [0, 50, 1, -2], 4)
X[:, 3] = np.round(X[:, 3] + 2 * X[:, 0], 4)
w = np.round(rng.uniform(0.2, 3, size=n), 3)
eta = (X - X.mean(0)) / X.std(0) @ [0.5, -0.3, 0.2, 0.0] + 0.7
y = np.round(3 + 4 * eta + rng.normal(size=n) * (1 + np.abs(X[:, 0])), 4)
y[:8] += 40  # outliers
counts = rng.poisson(np.exp(eta))
positive = np.round(np.exp(eta) * rng.gamma(2, 0.5, size=n), 4) + 0.001
amounts = np.round(np.where(rng.uniform(size=n) < 0.3, 0, positive), 4)
binary = (eta + rng.logistic(size=n) > 0.7).astype(int)


def told(model, loss):
    return {"coef": np.ravel(model.coef_).tolist(), "intercept": float(np.ravel(model.intercept_)[0]), "loss": loss}


def tweedie(target, power, alpha, weights=None, fit_intercept=True):
    # Fitted on standardised columns with the penalty carried over exactly would need unequal penalties, so the columns stay as they are.
    model = TweedieRegressor(power=power, alpha=alpha, tol=1e-14, max_iter=1000000, solver="newton-cholesky", fit_intercept=fit_intercept)
    model.fit(X, target, sample_weight=weights)
    return told(model, None)


def pinball(residual, q, weights):
    return float(np.average(np.where(residual > 0, q * residual, (q - 1) * residual), weights=weights))


def quantile(q, alpha, weights=None):
    model = QuantileRegressor(quantile=q, alpha=alpha, solver="highs").fit(X, y, sample_weight=weights)
    return told(model, pinball(y - model.predict(X), q, weights) + alpha * np.abs(model.coef_).sum())


def huber(epsilon, alpha, weights=None):
    """scikit-learn stops where the loss no longer moves, some thousandths from the minimum; reweighted least squares on the same objective goes on from there."""
    model = HuberRegressor(epsilon=epsilon, alpha=alpha, tol=1e-12, max_iter=100000).fit(X, y, sample_weight=weights)
    w0 = np.ones(n) if weights is None else weights
    mean, C = X.mean(0), np.column_stack([X - X.mean(0), np.ones(n)])
    beta, s = np.append(model.coef_, model.intercept_ + mean @ model.coef_), model.scale_
    for _ in range(20000):
        r = np.abs(y - C @ beta)
        near = r <= epsilon * s
        own = w0 * np.where(near, 1, epsilon * s / np.maximum(r, 1e-300))
        beta = np.linalg.solve(C.T @ (own[:, None] * C) + alpha * s * np.diag([1] * p + [0]), C.T @ (own * y))
        r = np.abs(y - C @ beta)
        near = r <= epsilon * s
        s = np.sqrt((w0 * r**2)[near].sum() / (w0.sum() - epsilon**2 * w0[~near].sum()))
    gap = max(np.abs(beta[:p] - model.coef_))
    assert gap < 1e-2, gap
    return {"coef": beta[:p].tolist(), "intercept": float(beta[p] - mean @ beta[:p]), "scale": float(s)}


def errors(fit, robust=None):
    # statsmodels puts the constant first
    turn = lambda values: np.roll(np.asarray(values), -1).tolist()
    return {"coef": turn(fit.params), "errors": turn(fit.bse), "interval": [turn(side) for side in fit.conf_int().T], **({"robust": turn(robust)} if robust is not None else {})}


alphas = [4.0, 1.0, 0.3, 0.1, 0.01]
_, path, _ = enet_path(X - X.mean(0), y - y.mean(), l1_ratio=0.7, alphas=alphas, tol=1e-12, max_iter=1000000)
C = sm.add_constant(X)
ols = sm.OLS(y, C).fit()
glm = lambda target, family: errors(sm.GLM(target, C, family=family).fit(tol=1e-14, maxiter=1000))
log = sm.families.links.log()
out = {
    "sklearn": sklearn.__version__,
    "statsmodels": statsmodels.__version__,
    "x": X.tolist(), "y": y.tolist(), "w": w.tolist(), "counts": counts.tolist(), "positive": positive.tolist(), "amounts": amounts.tolist(), "binary": binary.tolist(),
    "path": {"alphas": alphas, "coef": path.T.tolist()},
    "poisson": tweedie(counts, 1, 0),
    "poissonPenalty": tweedie(counts, 1, 0.3),
    "poissonWeighted": tweedie(counts, 1, 0.1, w),
    "poissonNoIntercept": tweedie(counts, 1, 0.1, None, False),
    "gamma": tweedie(positive, 2, 0.1),
    "tweedie": tweedie(amounts, 1.5, 0.05),
    "inverseGaussian": tweedie(positive, 3, 0.1),
    "normal": tweedie(y, 0, 0.2),
    "median": quantile(0.5, 0),
    "upper": quantile(0.9, 0),
    "medianPenalty": quantile(0.5, 0.1),
    "lowerWeighted": quantile(0.2, 0.01, w),
    "huber": huber(1.35, 1e-4),
    "huberPenalty": huber(1.1, 20.0),
    "huberWeighted": huber(1.5, 0.1, w),
    "olsErrors": errors(ols, ols.HC3_se),
    "olsNoIntercept": {"errors": sm.OLS(y, X).fit().bse.tolist(), "robust": sm.OLS(y, X).fit().HC3_se.tolist()},
    "logitErrors": errors(sm.Logit(binary, C).fit(disp=0, tol=1e-14, maxiter=1000)),
    "poissonErrors": glm(counts, sm.families.Poisson()),
    "gammaErrors": glm(positive, sm.families.Gamma(log)),
    "tweedieErrors": glm(amounts, sm.families.Tweedie(log, var_power=1.5)),
}
path = os.path.join(os.path.dirname(__file__), "linear.json")
with open(path, "w") as file:
    json.dump(out, file, separators=(",", ":"))
    file.write("\n")
