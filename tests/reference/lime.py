"""Makes tests/reference/lime.json: what LIME's formulas give on a neighbourhood of 0 and 1, worked out with scikit-learn's Ridge.

Weights by the kernel of the paper's code, columns by forward selection with an unpunished line, then a line with penalty 1 on those chosen, and its R2.
"""
import json
import os

import numpy as np
from sklearn.linear_model import Ridge

rng = np.random.default_rng(8)
rows, width, most = 400, 8, 4
isIn = (rng.uniform(size=(rows, width)) < 0.4).astype(int)
isIn[0] = 1
answers = 0.5 + isIn @ np.array([0.8, -0.5, 0.3, 0, 0, 0.1, 0, -0.05]) + 0.4 * isIn[:, 0] * isIn[:, 1] + rng.normal(size=rows) * 0.2
kernelWidth = 0.75 * np.sqrt(width)
distances = np.sqrt(np.sum((isIn - isIn[0]) ** 2, axis=1))
weights = np.sqrt(np.exp(-(distances**2) / kernelWidth**2))

chosen = []
for _ in range(most):
    scores = {}
    for column in set(range(width)) - set(chosen):
        line = Ridge(alpha=0, fit_intercept=True).fit(isIn[:, chosen + [column]], answers, sample_weight=weights)
        scores[column] = line.score(isIn[:, chosen + [column]], answers, sample_weight=weights)
    chosen.append(max(scores, key=scores.get))
line = Ridge(alpha=1, fit_intercept=True).fit(isIn[:, chosen], answers, sample_weight=weights)

result = {
    "rows": rows,
    "width": width,
    "isIn": isIn.ravel().tolist(),
    "answers": answers.tolist(),
    "weights": weights.tolist(),
    "chosen": chosen,
    "coefficients": line.coef_.tolist(),
    "intercept": float(line.intercept_),
    "r2": float(line.score(isIn[:, chosen], answers, sample_weight=weights)),
}
with open(os.path.join(os.path.dirname(__file__), "lime.json"), "w") as file:
    json.dump(result, file)
