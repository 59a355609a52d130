"""Partial dependence, single curves and permutation importance by scikit-learn, and accumulated local effects by a NumPy transcription of Apley & Zhu (2020),
sections 2 and 5, of one fixed function: the reference of tests/stages/explain/parity.test.ts. Run: python3 tests/reference/explain.py"""
import json
import pathlib

import numpy as np
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.inspection import partial_dependence, permutation_importance


class Fixed(RegressorMixin, BaseEstimator):
    """x z + x squared - z / 2: nothing that two languages round differently."""

    def fit(self, x, y):
        self.fitted_ = True
        return self

    def predict(self, x):
        return x[:, 0] * x[:, 1] + x[:, 0] ** 2 - x[:, 1] / 2


rng = np.random.default_rng(8)
first = rng.normal(size=120)
rows = np.round(np.column_stack([first, 0.7 * first + 0.7 * rng.normal(size=120)]), 3)
answers = np.round(Fixed().predict(rows) + 0.5 * rng.normal(size=120), 3)
model = Fixed().fit(rows, answers)


def places(values, ends):
    return np.clip(np.searchsorted(ends, values, side="left") - 1, 0, len(ends) - 2)


def moved(columns):
    return model.predict(np.column_stack(columns))


def first_order(intervals):
    ends = np.quantile(rows[:, 0], np.linspace(0, 1, intervals + 1))
    at = places(rows[:, 0], ends)
    change = moved([ends[at + 1], rows[:, 1]]) - moved([ends[at], rows[:, 1]])
    count = np.bincount(at, minlength=intervals)
    sums = np.concatenate([[0], np.cumsum(np.bincount(at, change, minlength=intervals) / count)])
    return {"grid": ends.tolist(), "average": (sums - np.sum((sums[:-1] + sums[1:]) / 2 * count) / count.sum()).tolist()}


def second_order(intervals):
    a, b = (np.quantile(rows[:, j], np.linspace(0, 1, intervals + 1)) for j in (0, 1))
    i, j = places(rows[:, 0], a), places(rows[:, 1], b)
    change = moved([a[i + 1], b[j + 1]]) - moved([a[i], b[j + 1]]) - moved([a[i + 1], b[j]]) + moved([a[i], b[j]])
    count, total = np.zeros((intervals, intervals)), np.zeros((intervals, intervals))
    np.add.at(count, (i, j), 1)
    np.add.at(total, (i, j), change)
    assert count.min() > 0
    sums = np.pad(np.cumsum(np.cumsum(total / count, axis=0), axis=1), ((1, 0), (1, 0)))
    along = np.diff(sums, axis=0)
    own = np.concatenate([[0], np.cumsum(np.sum(count * (along[:, :-1] + along[:, 1:]) / 2, axis=1) / count.sum(axis=1))])
    across = np.diff(sums, axis=1)
    other = np.concatenate([[0], np.cumsum(np.sum(count * (across[:-1] + across[1:]) / 2, axis=0) / count.sum(axis=0))])
    bare = sums - own[:, None] - other[None, :]
    middle = (bare[:-1, :-1] + bare[1:, :-1] + bare[:-1, 1:] + bare[1:, 1:]) / 4
    return {"effects": (bare - np.sum(count * middle) / count.sum()).tolist(), "counts": count.astype(int).tolist()}


pdp = partial_dependence(model, rows, [0], kind="both", grid_resolution=7, method="brute")
drops = permutation_importance(model, rows, answers, scoring="neg_root_mean_squared_error", n_repeats=2000, random_state=0)
out = {
    "x": rows[:, 0].tolist(),
    "z": rows[:, 1].tolist(),
    "answers": answers.tolist(),
    "dependence": {"grid": pdp["values"][0].tolist(), "average": pdp["average"][0].tolist(), "curves": pdp["individual"][0][:5].tolist()},
    "drops": {"mean": drops.importances_mean.tolist(), "spread": drops.importances_std.tolist()},
    "firstOrder": first_order(6),
    "secondOrder": second_order(3),
}
pathlib.Path(__file__).with_name("explain.json").write_text(json.dumps(out) + "\n")
