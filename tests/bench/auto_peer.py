"""Fits what people reach for first (histogram boosting, a forest of 300, a linear model) on train.csv of a folder, and holds the answers of auto for
held.csv (auto.json) against theirs on the same rows: prints JSON with the score of each, and of the best of them the difference to auto with its standard
error over 500 draws of the held-out rows."""
import json
import sys

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import (HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier,
                              RandomForestRegressor)
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, RidgeCV
from sklearn.metrics import accuracy_score, log_loss, r2_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler

folder, target, metric = sys.argv[1:4]
train, held = (pd.read_csv(f"{folder}/{part}.csv", skipinitialspace=True) for part in ("train", "held"))
is_classes = metric != "r2"
X, y, Z = train.drop(columns=target), train[target], held.drop(columns=target)
truth = held[target].to_numpy()
if is_classes:
    y, truth = y.astype(str), truth.astype(str)
words = [name for name in X if X[name].dtype == object or X[name].dtype == bool]
numbers = [name for name in X if name not in words]
X[words], Z[words] = X[words].astype(object), Z[words].astype(object)
for name in words:
    X[name], Z[name] = X[name].fillna("missing").astype(str), Z[name].fillna("missing").astype(str)
coded = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
spread = OneHotEncoder(handle_unknown="ignore", min_frequency=2, sparse_output=False)
whole = lambda *scale: make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), *scale), numbers), (spread, words))
boost = {"categorical_features": list(range(len(words))), "random_state": 0}
ordered = make_column_transformer((coded, words), ("passthrough", numbers))
peers = {
    "histogram boosting": make_pipeline(ordered, (HistGradientBoostingClassifier if is_classes else HistGradientBoostingRegressor)(**boost)),
    "forest of 300": make_pipeline(whole(), (RandomForestClassifier if is_classes else RandomForestRegressor)(300, random_state=0, n_jobs=1)),
    "linear": make_pipeline(whole(StandardScaler()), LogisticRegression(max_iter=2000) if is_classes else RidgeCV(np.logspace(-3, 3, 25))),
}


def answers(model):
    model.fit(X, y)
    return model.predict_proba(Z) if is_classes else model.predict(Z)


def score(rows, own):
    if metric == "r2":
        return r2_score(truth[rows], own[rows])
    if metric == "roc_auc":
        return roc_auc_score(truth[rows] == labels[1], own[rows, 1])
    if metric == "log_loss":
        return -log_loss(truth[rows], own[rows], labels=labels)
    return accuracy_score(truth[rows], labels[own[rows].argmax(axis=1)])


labels = np.array(sorted(set(y))) if is_classes else None
given = json.load(open(f"{folder}/auto.json"))
auto = np.array(given["answers"])
if is_classes:
    auto = auto[:, [given["labels"].index(label) for label in labels]]
found = {name: answers(model) for name, model in peers.items()}
every = np.arange(len(truth))
scores = {name: score(every, own) for name, own in found.items()}
best = max(scores, key=scores.get)
draws, rng = [], np.random.default_rng(0)
while len(draws) < 500:
    rows = rng.integers(0, len(truth), len(truth))
    if is_classes and len(set(truth[rows])) < 2:
        continue
    draws.append(score(rows, auto) - score(rows, found[best]))
print(json.dumps({"auto": score(every, auto), "peers": scores, "best": best, "ahead": score(every, auto) - scores[best],
                  "error": float(np.std(draws))}))
