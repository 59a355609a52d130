"""Conformal methods from the formulas of their papers, in NumPy, for tests/stages/evaluate. Run: python3 tests/reference/conformal-methods.py

Split: Lei et al. (2018). Jackknife+ and CV+: Barber et al. (2021). CQR: Romano, Patterson & Candes (2019). Normalised: Papadopoulos et al. (2008).
Smallest sets (LAC): Sadinle, Lei & Wasserman (2019). Adaptive sets (APS): Romano, Sesia & Candes (2020); regularised (RAPS): Angelopoulos et al. (2021). By class or group (Mondrian): Vovk (2012).
"""
import json
import math
import pathlib

import numpy as np

ALPHA = 0.05
rng = np.random.default_rng(29)


def smallest(values, k):
    """The k-th smallest, from 1."""
    return float(np.sort(values)[k - 1])


def upper(values, alpha=ALPHA):
    n = len(values)
    return smallest(values, min(n, math.ceil(round((n + 1) * (1 - alpha), 9))))


def lower(values, alpha=ALPHA):
    n = len(values)
    return smallest(values, max(1, math.floor(round((n + 1) * alpha, 9))))


def plus(folds, misses, said):
    """Of each new row: CV+ by its definition, over all rows left out; with a fold a row it is the jackknife+."""
    ends = []
    for answers in said:
        below = np.concatenate([answers[k] - misses[folds == k] for k in range(answers.size)])
        above = np.concatenate([answers[k] + misses[folds == k] for k in range(answers.size)])
        ends.append([lower(below), upper(above)])
    return ends


def adaptive(p, u, penalty=0.0, free=0):
    """Score of each class: the mass of the likelier ones, u times its own, and the penalty for its rank."""
    order = np.argsort(-p, kind="stable")
    mass = np.cumsum(p[order])
    ranks = np.arange(1, p.size + 1)
    scores = np.empty(p.size)
    scores[order] = mass - p[order] + u * p[order] + penalty * np.maximum(0, ranks - free)
    return scores


def draw_classes(n, k):
    y = rng.integers(0, k, n)
    logits = rng.normal(size=(n, k))
    logits[np.arange(n), y] += 1.5
    p = np.exp(logits)
    return y, p / p.sum(axis=1, keepdims=True)


def split_case(n):
    residuals = rng.normal(size=n) * (1 + rng.random(n))
    return {"residuals": residuals.tolist(), "width": upper(np.abs(residuals))}


def plus_case(n, k):
    folds = np.arange(n) % k
    actual, predicted = rng.normal(size=n), rng.normal(size=n)
    said = rng.normal(size=(6, k))
    ends = plus(folds, np.abs(actual - predicted), said)
    return {"folds": folds.tolist(), "actual": actual.tolist(), "predicted": predicted.tolist(), "said": said.tolist(), "ends": ends}


def cqr_case(n, groups):
    low, high = np.sort(rng.normal(size=(2, n)), axis=0)
    actual, group = 1.5 * rng.normal(size=n), rng.integers(0, groups, n)
    beyond = np.maximum(low - actual, actual - high)
    size = np.abs(rng.normal(size=n))
    miss = np.abs(actual)
    least = 0.1 * float(np.median(miss))
    multiple = miss / np.maximum(least, size)
    by = lambda values: [upper(values[group == g]) for g in range(groups)]
    return {
        "low": low.tolist(), "high": high.tolist(), "actual": actual.tolist(), "group": group.tolist(), "size": size.tolist(), "least": least,
        "margin": upper(beyond), "margins": by(beyond), "multiple": upper(multiple), "multiples": by(multiple),
    }


def sets_case(n, k, kind):
    """kind: "adaptive" counts half of the edge, "drawn" a part that is uniform (APS and RAPS as published), "smallest" is LAC."""
    y, p = draw_classes(n, k)
    fresh = draw_classes(40, k)[1]
    rank = np.array([1 + np.sum(p[i] > p[i, y[i]]) for i in range(n)])
    is_tuned = kind != "smallest" and k > 5 and n >= 200
    tuning = np.arange(n) % 5 == 0
    kept = ~tuning if is_tuned else np.ones(n, bool)
    penalty, free = (0.02, upper(rank[tuning])) if is_tuned else (0.0, 0)
    parts, fresh_parts = (rng.random(n), rng.random(40)) if kind == "drawn" else (np.full(n, 0.5), np.full(40, 0.5))
    scores_of = lambda row, u: 1 - row if kind == "smallest" else adaptive(row, u, penalty, free)
    own = np.array([scores_of(p[i], parts[i])[y[i]] for i in range(n)])
    pooled = upper(own[kept])
    cutoffs = [upper(own[kept & (y == c)]) if np.sum(kept & (y == c)) >= 40 else pooled for c in range(k)]
    sets = []
    for row, u in zip(fresh, fresh_parts):
        scores = scores_of(row, u)
        sets.append([c for c in range(k) if scores[c] <= cutoffs[c] or c == int(np.argmax(row))])
    return {
        "kind": kind, "actual": y.tolist(), "p": p.ravel().tolist(), "k": k, "penalty": penalty, "free": free, "cutoffs": cutoffs,
        "parts": parts[kept].tolist(), "fresh": fresh.ravel().tolist(), "freshParts": fresh_parts.tolist(), "sets": sets,
    }


out = {
    "split": [split_case(n) for n in (19, 57, 400)],
    "plus": [plus_case(n, k) for n, k in ((60, 5), (97, 4), (40, 40))],
    "cqr": [cqr_case(n, groups) for n, groups in ((120, 1), (400, 3))],
    "sets": [sets_case(n, k, kind) for kind in ("adaptive", "drawn", "smallest") for n, k in ((200, 2), (150, 4), (210, 8))],
}
(pathlib.Path(__file__).parent / "conformal-methods.json").write_text(json.dumps(out))
