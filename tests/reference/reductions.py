"""Bounds for the reductions approach, for tests/stages/fairness. Run: python3 tests/reference/reductions.py

A class of models small enough to be listed (two cuts of a score, one a group): the best mixture of them under a constraint is a linear program, which SciPy solves
exactly. Beside it algorithm 1 of Agarwal et al. (2018) as published (exponentiated gradient: one step of prices a learning, the mean of all answers), in NumPy.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import linprog

rng = np.random.default_rng(31)
N, CUTS = 240, np.round(np.linspace(0, 1, 13), 6)
group = (rng.random(N) < 0.4).astype(int)
actual = (rng.random(N) < np.where(group == 0, 0.55, 0.25)).astype(int)
logit = rng.normal(size=N) + np.where(actual == 1, 1, -1) * np.where(group == 0, 1, 0.5) - np.where(group == 0, 0, 0.8)
scores = np.round(1 / (1 + np.exp(-logit)), 6)
called = np.array([scores >= np.where(group == 0, a, b) for a in CUTS for b in CUTS]).astype(float)
EVENTS = {
    "demographic_parity": [np.ones(N, bool)],
    "equal_opportunity": [actual == 1],
    "equalised_odds": [actual == 1, actual == 0],
}


def moments_of(parity):
    """[models, constraints]: each group's rate less that of all rows of the event, both ways round."""
    rows = []
    for event in EVENTS[parity]:
        for g in (0, 1):
            gap = called[:, event & (group == g)].mean(axis=1) - called[:, event].mean(axis=1)
            rows += [gap, -gap]
    return np.array(rows).T


errors = (called != actual).mean(axis=1)


def best_mixture(parity, slack):
    moments = moments_of(parity)
    found = linprog(errors, A_ub=moments.T, b_ub=np.full(moments.shape[1], slack), A_eq=np.ones((1, len(errors))), b_eq=[1], bounds=(0, None), method="highs")
    assert found.status == 0
    return float(found.fun)


def exponentiated_gradient(parity, slack, bound=20.0, rate=2.0, rounds=4000):
    moments = moments_of(parity)
    heat, mixture = np.zeros(moments.shape[1]), np.zeros(len(errors))
    for t in range(rounds):
        top = max(0.0, heat.max())
        powers = np.exp(heat - top)
        prices = bound * powers / (np.exp(-top) + powers.sum())
        best = int(np.argmin(errors + moments @ prices))
        mixture[best] += 1 / rounds
        heat += rate / np.sqrt(1 + t) * (moments[best] - slack)
    return float(mixture @ errors), float((mixture @ moments).max())


cases = []
for parity in EVENTS:
    for slack in (0.01, 0.05):
        error, violation = exponentiated_gradient(parity, slack)
        cases.append({"parity": parity, "slack": slack, "best": best_mixture(parity, slack), "published": {"error": error, "violation": violation}})
        print(cases[-1])
out = {"group": group.tolist(), "actual": actual.tolist(), "scores": scores.tolist(), "cuts": CUTS.tolist(), "cases": cases}
(pathlib.Path(__file__).parent / "reductions.json").write_text(json.dumps(out))
