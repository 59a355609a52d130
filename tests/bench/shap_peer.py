"""Trains 100 trees with XGBoost and writes them and the rows; then, per line read from stdin, answers with the seconds of the processor its pred_contribs takes on one thread and writes the values."""
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import json
import time

import numpy as np
import xgboost

rows, cols, depth, folder = *map(int, sys.argv[1:4]), sys.argv[4]
rng = np.random.default_rng(1)
X = rng.normal(size=(rows, cols)).astype(np.float32)
y = X[:, 0] + X[:, 1] * X[:, 2] + np.sin(3 * X[:, 3]) + rng.normal(size=rows)
data = xgboost.DMatrix(X, y, nthread=1)
params = dict(max_depth=depth, eta=0.1, nthread=1, tree_method="hist", base_score=0.5)
if depth == 0:
    params.update(grow_policy="lossguide", max_leaves=31)
booster = xgboost.train(params, data, 100)
trees = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"]
keep = ["left_children", "right_children", "split_indices", "split_conditions", "default_left", "sum_hessian"]
X.astype(float).tofile(os.path.join(folder, "x.bin"))
with open(os.path.join(folder, "trees.json"), "w") as file:
    json.dump([{name: tree[name] for name in keep} for tree in trees], file)
print("ready", flush=True)
for _ in sys.stdin:
    start = time.process_time()
    values = booster.predict(xgboost.DMatrix(X, nthread=1), pred_contribs=True)
    seconds = time.process_time() - start
    values.astype(float).tofile(os.path.join(folder, "values.bin"))
    print(seconds, flush=True)
