"""Makes tests/reference/ranking.json: XGBoost's Cox trees, scikit-learn's NDCG, and what LambdaMART's pulls and Harrell's C are when every pair is looked at."""
import json
import os

import numpy as np
import sklearn
import xgboost
from sklearn.metrics import ndcg_score

rng = np.random.default_rng(5)
n = 400
X = np.round(rng.normal(size=(n, 3)), 1)
risk = X[:, 0] - 0.7 * X[:, 1] ** 2
times = rng.exponential(np.exp(-risk))
seen_until = rng.exponential(2, size=n)
signed = np.where(times <= seen_until, times, -seen_until)
# No two at one time: there XGBoost gives the rows of an equal time different sums.
signed = np.sign(signed) * (np.argsort(np.argsort(np.abs(signed))) + 1) / 100

params = dict(objective="survival:cox", tree_method="hist", max_bin=512, eta=0.1, grow_policy="lossguide", max_depth=0, max_leaves=8,
              min_child_weight=1e-3, base_score=1.0, **{"lambda": 1})
hazards = xgboost.train(params, xgboost.DMatrix(X, signed), 20).predict(xgboost.DMatrix(X))

groups = np.repeat(np.arange(12), 5)
grades = rng.integers(0, 4, size=60).astype(float)
grades[:5] = 0
scores = np.round(rng.normal(size=60), 1)
per_group = [ndcg_score([grades[groups == g]], [scores[groups == g]]) for g in range(1, 12)]


def pulls():
    gradient, hessian = np.zeros(60), np.zeros(60)
    for g in range(12):
        rows = np.flatnonzero(groups == g)
        order = rows[np.argsort(-scores[rows], kind="stable")]
        place = {row: i for i, row in enumerate(order)}
        best = sum((2.0 ** grade - 1) / np.log2(i + 2) for i, grade in enumerate(sorted(grades[rows], reverse=True)))
        for a in rows:
            for b in rows:
                if grades[a] <= grades[b]:
                    continue
                change = (2.0 ** grades[a] - 2.0 ** grades[b]) * abs(1 / np.log2(place[a] + 2) - 1 / np.log2(place[b] + 2)) / best
                doubt = 1 / (1 + np.exp(scores[a] - scores[b]))
                gradient[a] -= change * doubt
                gradient[b] += change * doubt
                hessian[a] += change * doubt * (1 - doubt)
                hessian[b] += change * doubt * (1 - doubt)
    return gradient, hessian


def harrell(time, predicted, weight):
    right = pairs = 0.0
    for i in range(len(time)):
        for j in range(len(time)):
            earlier = abs(time[i]) < abs(time[j]) or (abs(time[i]) == abs(time[j]) and time[j] < 0)
            if i == j or time[i] < 0 or not earlier:
                continue
            both = weight[i] * weight[j]
            pairs += both
            right += both * (1.0 if predicted[i] > predicted[j] else 0.5 if predicted[i] == predicted[j] else 0.0)
    return right / pairs


some = slice(0, 120)
rough = np.round(risk[some])
weights = np.round(rng.uniform(0.2, 3, size=120), 2)
coarse = np.where(signed[some] > 0, np.ceil(np.abs(signed[some])), -np.ceil(np.abs(signed[some])))
gradient, hessian = pulls()
out = {
    "sklearn": sklearn.__version__, "xgboost": xgboost.__version__,
    "x": X.tolist(), "times": signed.tolist(), "hazards": [float(v) for v in hazards],
    "groups": groups.tolist(), "grades": grades.tolist(), "scores": scores.tolist(), "ndcg": float(np.mean(per_group)),
    "gradient": gradient.tolist(), "hessian": hessian.tolist(),
    "survival": {"times": coarse.tolist(), "risks": rough.tolist(), "weights": weights.tolist(),
                 "concordance": harrell(coarse, rough, np.ones(120)), "weighted": harrell(coarse, rough, weights)},
}
with open(os.path.join(os.path.dirname(__file__), "ranking.json"), "w") as file:
    json.dump(out, file)
