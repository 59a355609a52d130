"""Makes tests/reference/forest.json: trees, paths of pruning and scores of forests by scikit-learn, on data written into it or on the app's samples."""
import json
import os

import numpy as np
import pandas as pd
import sklearn
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import r2_score, roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

here = os.path.dirname(__file__)
rng = np.random.default_rng(21)  # the first seed from 1 on for which every tree below is unique
n = 240
# Quarters: few values, each exact in the 32 bits that scikit-learn keeps of a feature.
X = np.round(rng.normal(size=(n, 4)) * 4) / 4
signal = X[:, 0] * 2 + np.where(X[:, 1] > 0.5, 3, 0) - X[:, 2] * X[:, 3]
y = np.round(signal + rng.normal(size=n), 4)
noisy = signal + rng.logistic(size=n)
binary = (noisy > 1).astype(int)
three = np.digitize(noisy, [-1, 2])
w = np.round(rng.uniform(0.2, 3, size=n), 3)  # all different, so that no two splits of classes are equally good
probe = rng.uniform(-3, 3, size=(60, 4)).astype(np.float32)


def told(make, target, weights):
    """A tree that is the same whatever order scikit-learn draws the features in: no split that it makes has an equal."""
    trees = [make(seed).fit(X, target, sample_weight=weights).tree_ for seed in range(8)]
    first = trees[0]
    for other in trees[1:]:
        assert np.array_equal(first.feature, other.feature) and np.array_equal(first.threshold, other.threshold), make(0)
    values = first.value[:, 0, :] / first.value[:, 0, :].sum(1, keepdims=True) if first.value.shape[2] > 1 else first.value[:, 0, :]
    return {
        "feature": [int(j) if j >= 0 else -1 for j in first.feature],
        "threshold": first.threshold.tolist(),
        "rows": first.n_node_samples.tolist(),
        "values": values.tolist(),
        "importances": make(0).fit(X, target, sample_weight=weights).feature_importances_.tolist(),
        "probe": make(0).fit(X, target, sample_weight=weights).tree_.predict(probe).reshape(len(probe), -1).tolist(),
    }


def path(make, target, weights):
    found = make(0).cost_complexity_pruning_path(X, target, sample_weight=weights)
    return {"ccpAlphas": found.ccp_alphas.tolist(), "impurities": found.impurities.tolist()}


def regressor(**params):
    return lambda seed: DecisionTreeRegressor(random_state=seed, **params)


def classifier(**params):
    return lambda seed: DecisionTreeClassifier(random_state=seed, **params)


out = {
    "sklearn": sklearn.__version__,
    "x": X.tolist(), "y": y.tolist(), "w": w.tolist(), "binary": binary.tolist(), "three": three.tolist(), "probe": probe.astype(float).tolist(),
    "trees": {
        "regression": told(regressor(min_samples_leaf=8), y, None),
        "regressionWeighted": told(regressor(min_samples_leaf=8, max_depth=5), y, w),
        "binary": told(classifier(min_samples_leaf=9), binary, w),
        "three": told(classifier(min_samples_leaf=8), three, w),
        "entropy": told(classifier(criterion="entropy", min_samples_leaf=8, min_samples_split=20), three, w),
        "entropyBinary": told(classifier(criterion="entropy", min_samples_leaf=9), binary, w),
        "leaves": told(regressor(min_samples_leaf=8, max_leaf_nodes=9), y, None),
        "pruned": told(regressor(min_samples_leaf=8, ccp_alpha=0.2), y, None),
        "prunedThree": told(classifier(min_samples_leaf=8, ccp_alpha=0.008), three, w),
    },
    "paths": {
        "regression": path(regressor(min_samples_leaf=8), y, None),
        "regressionWeighted": path(regressor(min_samples_leaf=8), y, w),
        "three": path(classifier(min_samples_leaf=8), three, w),
        "entropy": path(classifier(criterion="entropy", min_samples_leaf=8), three, w),
    },
}


def sample(name, target, step):
    table = pd.read_csv(os.path.join(here, "../../public/samples", name + ".csv"))
    table = table[table[target].notna()].iloc[::step].reset_index(drop=True)
    F = table.drop(columns=[target, *({"alive"} & set(table))])
    for column in F:
        if F[column].dtype == object:
            F[column] = F[column].astype("category").cat.codes
    test = np.arange(len(table)) % 5 == 4
    return F.fillna(-1).to_numpy(float), table[target].to_numpy(), test


def scores(models, name, target, step, task):
    F, t, test = sample(name, target, step)
    found = {}
    for label, make in models.items():
        runs = []
        for seed in range(10):
            model = make(seed).fit(F[~test], t[~test])
            got = roc_auc_score(t[test], model.predict_proba(F[test])[:, 1]) if task == "classes" else r2_score(t[test], model.predict(F[test]))
            runs.append([got, getattr(model, "oob_score_", 0.0)])
        found[label] = {"test": np.mean(runs, 0)[0], "testSd": np.std(runs, 0)[0], "oob": np.mean(runs, 0)[1], "oobSd": np.std(runs, 0)[1]}
        print(name, label, found[label])
    return found


classes = {
    "forest": lambda seed: RandomForestClassifier(100, random_state=seed, oob_score=True),
    "extra-trees": lambda seed: ExtraTreesClassifier(100, random_state=seed),
}
numbers = {
    "forest": lambda seed: RandomForestRegressor(100, random_state=seed, oob_score=True),
    "extra-trees": lambda seed: ExtraTreesRegressor(100, random_state=seed),
}
out["samples"] = {
    "adult": scores(classes, "adult", "income", 8, "classes"),
    "titanic": scores(classes, "titanic", "survived", 1, "classes"),
    "wine-quality": scores(numbers, "wine-quality", "quality", 1, "numbers"),
}
with open(os.path.join(here, "forest.json"), "w") as file:
    json.dump(out, file)
