"""Makes tests/reference/bayes.json: what scikit-learn's naive Bayes models answer for small data that are written into the fixture with it."""
import json
import os

import numpy as np
import sklearn
from sklearn.naive_bayes import BernoulliNB, CategoricalNB, ComplementNB, GaussianNB, MultinomialNB

rng = np.random.default_rng(5)
n = 90
classes = rng.choice(3, size=n, p=[0.5, 0.3, 0.2])
numbers = np.round(rng.normal(size=(n, 4)) * [1, 40, 0.01, 1] + classes[:, None] * [0.8, -20, 0.004, 0] + [0, 1000, 0, 5], 4)
counts = rng.poisson(1 + np.array([[2, 0, 1], [0, 3, 1], [1, 1, 0.5]])[classes])
levels = np.column_stack([(classes + rng.integers(0, 2, size=n)) % 3, rng.integers(0, 4, size=n)])
weights = np.round(rng.uniform(0.2, 3, size=n), 3)
scaled = np.round((numbers - numbers.mean(0)) / numbers.std(0), 12)
scaled = (scaled - scaled.mean(0)) / scaled.std(0)


def told(model, x, w=None):
    return np.ravel(model.fit(x, classes, sample_weight=w).predict_proba(x)).tolist()


mixed = [
    GaussianNB(var_smoothing=1e-25).fit(numbers, classes, sample_weight=weights).predict_joint_log_proba(numbers),
    CategoricalNB(alpha=0.7).fit(levels, classes, sample_weight=weights).predict_joint_log_proba(levels),
]
prior = np.log(np.bincount(classes, weights=weights) / weights.sum())
joint = mixed[0] + mixed[1] - prior
joint -= joint.max(axis=1, keepdims=True)
out = {
    "sklearn": sklearn.__version__,
    "classes": classes.tolist(), "numbers": numbers.tolist(), "scaled": scaled.tolist(), "counts": counts.tolist(), "levels": levels.tolist(),
    "weights": weights.tolist(),
    "gaussian": told(GaussianNB(), scaled),
    "gaussianSmooth": told(GaussianNB(var_smoothing=0.3), scaled),
    "gaussianWeighted": told(GaussianNB(var_smoothing=1e-25), numbers, weights),
    "gaussianNoPrior": told(GaussianNB(priors=[1 / 3] * 3), scaled),
    "bernoulli": told(BernoulliNB(alpha=0.5, binarize=0.1), scaled, weights),
    "bernoulliNoPrior": told(BernoulliNB(fit_prior=False), scaled),
    "multinomial": told(MultinomialNB(), counts),
    "multinomialWeighted": told(MultinomialNB(alpha=0.3), counts, weights),
    "complement": told(ComplementNB(alpha=0.8), counts, weights),
    "categorical": told(CategoricalNB(alpha=0.4), levels, weights),
    "mixed": np.ravel(np.exp(joint) / np.exp(joint).sum(axis=1, keepdims=True)).tolist(),
}
json.dump(out, open(os.path.join(os.path.dirname(__file__), "bayes.json"), "w"))
