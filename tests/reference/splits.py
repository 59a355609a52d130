"""Sizes and balance of scikit-learn's divisions, for tests/stages/split/reference.test.ts. Run: python3 tests/reference/splits.py"""
import json
import pathlib
import warnings
import numpy as np
from scipy.stats import qmc
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit

warnings.filterwarnings("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)


def imbalance(y, folds):
    """Mean over classes of the spread, over folds, of each fold's share of the class."""
    shares = np.array([[np.mean(np.isin(np.flatnonzero(y == c), test)) for c in np.unique(y)] for _, test in folds])
    return float(np.mean(np.std(shares, axis=0)))


def grouped(rows, groups, classes, folds):
    group = rng.integers(0, groups, rows) ** 2 // groups
    leaning = rng.integers(0, classes, groups)
    y = np.where(rng.random(rows) < 0.6, leaning[group], rng.integers(0, classes, rows))
    made = list(StratifiedGroupKFold(n_splits=folds).split(np.zeros(rows), y, group))
    shuffled = [imbalance(y, list(StratifiedGroupKFold(n_splits=folds, shuffle=True, random_state=s).split(np.zeros(rows), y, group))) for s in range(20)]
    return {"group": group.tolist(), "y": y.tolist(), "folds": folds, "imbalance": imbalance(y, made), "shuffled": float(np.mean(shuffled)),
            "sizes": sorted(len(test) for _, test in made)}


def stratified(rows, folds):
    y = rng.choice(4, rows, p=[0.6, 0.25, 0.1, 0.05])
    made = list(StratifiedKFold(n_splits=folds).split(np.zeros(rows), y))
    counts = [[int(np.sum(y[test] == c)) for c in range(4)] for _, test in made]
    return {"y": y.tolist(), "folds": folds, "counts": counts}


def series(rows, folds, gap):
    made = list(TimeSeriesSplit(n_splits=folds, gap=gap).split(np.zeros(rows)))
    return {"rows": rows, "folds": folds, "gap": gap, "made": [[int(train[0]), int(train[-1]), int(test[0]), int(test[-1])] for train, test in made]}


out = {
    "grouped": [grouped(200, 40, 3, 5), grouped(300, 25, 2, 4), grouped(240, 60, 5, 3), grouped(150, 12, 2, 5)],
    "stratified": [stratified(203, 5), stratified(97, 4), stratified(160, 10)],
    "series": [series(120, 5, 0), series(120, 5, 7), series(60, 3, 2), series(200, 4, 10)],
    "sobol": qmc.Sobol(12, scramble=False).random(64).tolist(),
}
(here / "splits.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
