"""Makes tests/reference/svm.json: what scikit-learn's support vectors (LIBSVM, LIBLINEAR) decide for small data that are written into the fixture with it."""
import json
import os

import numpy as np
import sklearn
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR

rng = np.random.default_rng(12)
n, p = 110, 4
x = np.round(rng.normal(size=(n, p)) * [1, 2, 0.5, 1], 4)
score = x @ [1.0, -0.4, 0.8, 0.0] + 0.5 * x[:, 0] * x[:, 3] + 0.6 * rng.normal(size=n)
binary = (score > 0).astype(int)
three = np.digitize(score, [-1, 1])
y = np.round(50 + 12 * score, 3)
w = np.round(rng.uniform(0.3, 3, size=n), 3)
unit = float(np.sqrt(np.average((y - y.mean()) ** 2)))
standard = (y - y.mean()) / unit
wmean = np.average(y, weights=w)
wunit = float(np.sqrt(np.average((y - wmean) ** 2, weights=w)))
exact = dict(tol=1e-9, max_iter=-1)
long = dict(tol=1e-10, max_iter=10_000_000, random_state=0)


def kernel(model, target, weights=None):
    model.fit(x, target, sample_weight=weights)
    decisions = model.decision_function(x) if isinstance(model, SVC) else model.predict(x)
    return {"decisions": np.ravel(decisions).tolist(), "intercept": model.intercept_.tolist(), "vectors": int(model.n_support_.sum())}


def objective(model, target):
    """Of the dual, at what LIBSVM found: binary C-SVC."""
    s, v = model.dual_coef_[0], model.support_vectors_
    d = ((v[:, None] - v[None]) ** 2).sum(-1)
    return float(0.5 * s @ np.exp(-model._gamma * d) @ s - np.abs(s).sum())


def linear(model, target, weights=None):
    model.fit(x, target, sample_weight=weights)
    return {"coef": np.ravel(model.coef_).tolist(), "intercept": np.ravel(model.intercept_).tolist()}


plain = SVC(C=1.0, **exact)
out = {
    "sklearn": sklearn.__version__,
    "x": x.tolist(), "binary": binary.tolist(), "three": three.tolist(), "y": y.tolist(), "w": w.tolist(),
    "svcBinary": {**kernel(plain, binary), "objective": objective(plain, binary), "gamma": plain._gamma},
    "svcSharp": kernel(SVC(C=20, gamma=0.7, **exact), binary),
    "svcWeighted": kernel(SVC(C=0.8, gamma=0.2, **exact), binary, w),
    "svcBalanced": kernel(SVC(C=0.8, gamma=0.2, class_weight="balanced", **exact), three == 2),
    "svcThree": kernel(SVC(C=2, gamma=0.3, decision_function_shape="ovo", **exact), three),
    "svr": kernel(SVR(C=1.0 * unit, epsilon=0.1 * unit, **exact), y),
    "svrWeighted": kernel(SVR(C=5.0 * wunit, epsilon=0.05 * wunit, gamma=0.4, **exact), y, w),
    "linearBinary": linear(LinearSVC(**long), binary),
    "linearHinge": linear(LinearSVC(loss="hinge", C=0.3, **long), binary),
    "linearWeighted": linear(LinearSVC(C=0.5, **long), binary, w),
    "linearBalanced": linear(LinearSVC(C=0.5, class_weight="balanced", **long), three == 2),
    "linearThree": linear(LinearSVC(C=0.2, **long), three),
    "linearNumbers": linear(LinearSVR(C=1.0, epsilon=0.1, **long), standard),
    "linearNumbersSquared": linear(LinearSVR(C=0.2, epsilon=0.2, loss="squared_epsilon_insensitive", **long), standard),
}
json.dump(out, open(os.path.join(os.path.dirname(__file__), "svm.json"), "w"))
