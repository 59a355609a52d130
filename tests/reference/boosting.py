"""Makes tests/reference/boosting.json: what scikit-learn and XGBoost answer where trees are grown by other losses, penalties and constraints than the usual.

The columns have few distinct values, so that bins are the values themselves and the trees must be the same.
"""
import json
import os
import warnings

import numpy as np
import sklearn
import xgboost
from sklearn._loss.loss import AbsoluteError, HalfGammaLoss, HalfPoissonLoss, HalfTweedieLoss, PinballLoss
from sklearn.ensemble import HistGradientBoostingRegressor

warnings.filterwarnings("ignore")
rng = np.random.default_rng(11)
n = 501
X = np.round(rng.normal(size=(n, 4)), 1)
signal = X[:, 0] + X[:, 1] ** 2 - X[:, 2] * (X[:, 3] > 0)
w = np.round(rng.uniform(0.2, 3, size=n), 3)
y = np.round(signal + rng.standard_t(2, size=n), 3)
counts = rng.poisson(np.exp(0.3 * signal)).astype(float)
amounts = np.round(rng.gamma(2, np.exp(0.3 * signal)) + 0.001, 3)
claims = np.round(np.where(rng.uniform(size=n) < 0.4, 0, amounts), 3)

# Small trees: in large ones two splits are now and then equally good, and it is chance which is taken.
hist = dict(max_iter=20, early_stopping=False, max_leaf_nodes=8)


def scikit(loss, target, weights=None, **more):
    return HistGradientBoostingRegressor(loss=loss, **hist, **more).fit(X, target, sample_weight=weights).predict(X).tolist()


def boosted(objective, target, weights=None, **more):
    params = dict(objective=objective, tree_method="hist", max_bin=512, eta=0.1, grow_policy="lossguide", max_depth=0, max_leaves=8,
                  min_child_weight=20 if objective == "reg:squarederror" else 1e-3, base_score=float(np.average(target, weights=weights)), **{"lambda": 0}, **more)
    data = xgboost.DMatrix(X, target, weight=weights)
    return [float(v) for v in xgboost.train(params, data, 20).predict(data)]


raw = np.round(np.linspace(-2, 2, 9), 2)
truth = np.array([0.5, 0.1, 3.0, 1.0, 0.2, 7.0, 2.0, 0.05, 4.0])


def derivatives(loss):
    gradient, hessian = loss.gradient_hessian(truth, raw.copy())
    return {"loss": loss.loss(truth, raw.copy()).tolist(), "gradient": gradient.tolist(), "hessian": hessian.tolist()}


out = {
    "sklearn": sklearn.__version__, "xgboost": xgboost.__version__,
    "x": X.tolist(), "w": w.tolist(), "y": y.tolist(), "counts": counts.tolist(), "amounts": amounts.tolist(), "claims": claims.tolist(),
    "absolute": scikit("absolute_error", y),
    "absoluteWeighted": scikit("absolute_error", y, w),
    "quantile": scikit("quantile", y, quantile=0.8),
    "quantileWeighted": scikit("quantile", y, w, quantile=0.2),
    "poisson": scikit("poisson", counts),
    "poissonWeighted": scikit("poisson", counts, w, l2_regularization=2),
    "gamma": boosted("reg:gamma", amounts),
    "tweedie": boosted("reg:tweedie", claims, tweedie_variance_power=1.3),
    "l1": boosted("reg:squarederror", y, alpha=6),
    "monotone": boosted("reg:squarederror", y, monotone_constraints="(1,0,-1,0)"),
    "interaction": boosted("reg:squarederror", y, interaction_constraints="[[0,1],[2,3]]"),
    "losses": {
        "raw": raw.tolist(), "y": truth.tolist(),
        "absolute": derivatives(AbsoluteError()), "quantile": derivatives(PinballLoss(quantile=0.3)), "poisson": derivatives(HalfPoissonLoss()),
        "gamma": derivatives(HalfGammaLoss()), "tweedie": derivatives(HalfTweedieLoss(power=1.4)),
    },
}
json.dump(out, open(os.path.join(os.path.dirname(__file__), "boosting.json"), "w"))
