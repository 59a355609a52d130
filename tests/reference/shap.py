"""Makes tests/reference/shap.json: trees that XGBoost grew on small data with gaps, and what it says each column, and each pair of columns, adds to its answers.

XGBoost asks whether a value is smaller than a threshold, the trees here whether it is at most so large: thresholds are moved to the number before.
"""
import json
import os

import numpy as np
import xgboost

rng = np.random.default_rng(5)
n, cols = 300, 6
X = np.round(rng.normal(size=(n, cols)), 1).astype(np.float32)
X[rng.uniform(size=X.shape) < 0.08] = np.nan
clean = np.nan_to_num(X)
signal = clean[:, 0] + clean[:, 1] * (clean[:, 2] > 0) - 0.5 * clean[:, 3] ** 2
targets = {
    "reg:squarederror": signal + rng.normal(size=n) * 0.3,
    "binary:logistic": (signal + rng.normal(size=n) * 0.3 > 0).astype(int),
    "multi:softprob": np.digitize(signal + rng.normal(size=n) * 0.3, [-0.7, 0.4]),
}
shown = 12


def numbers(values):
    return [None if np.isnan(v) else float(v) for v in np.asarray(values).ravel()]


def tree_of(tree):
    left = np.array(tree["left_children"])
    is_leaf = left < 0
    conditions = np.array(tree["split_conditions"], dtype=np.float32).astype(float)
    return dict(
        feature=np.where(is_leaf, -1, tree["split_indices"]).tolist(),
        threshold=np.where(is_leaf, 0, np.nextafter(conditions, -np.inf)).tolist(),
        left=left.tolist(),
        right=list(tree["right_children"]),
        missingLeft=[int(v) for v in tree["default_left"]],
        cover=[float(v) for v in tree["sum_hessian"]],
        value=np.where(is_leaf, conditions, 0).tolist(),
    )


cases = []
for objective, y in targets.items():
    classes = 3 if objective.startswith("multi") else 1
    params = dict(objective=objective, max_depth=4, eta=0.3, base_score=0.5, **({"num_class": 3} if classes > 1 else {}))
    data = xgboost.DMatrix(X, y)
    booster = xgboost.train(params, data, 6)
    few = xgboost.DMatrix(X[:shown])
    model = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]
    alone = booster.predict(few, pred_contribs=True).reshape(shown, classes, cols + 1)
    pairs = booster.predict(few, pred_interactions=True).reshape(shown, classes, cols + 1, cols + 1)
    margin = booster.predict(few, output_margin=True).reshape(shown, classes)
    for k in range(classes):
        cases.append(
            dict(
                name=objective if classes == 1 else f"{objective}, class {k}",
                trees=[tree_of(tree) for t, tree in enumerate(model["trees"]) if model["tree_info"][t] == k],
                start=0.0 if objective == "binary:logistic" else 0.5,
                margin=numbers(margin[:, k]),
                values=numbers(alone[:, k]),
                interactions=numbers(pairs[:, k]),
            )
        )

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "shap.json"), "w") as file:
    json.dump(dict(madeBy=f"xgboost {xgboost.__version__}", cols=cols, x=numbers(X[:shown]), cases=cases), file)
