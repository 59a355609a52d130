"""Makes tests/reference/recommend.json: brute-force twins in NumPy of the factor models and of cosine neighbours, and scikit-learn's ndcg_score, on small data."""
import json
import os

import numpy as np
import sklearn
from sklearn.metrics import average_precision_score, ndcg_score

rng = np.random.default_rng(5)
n, m, width = 14, 11, 3
taken = rng.uniform(size=(n, m)) < 0.35
taken[np.arange(n), np.arange(n) % m] = True
counts = np.where(taken, rng.integers(1, 5, size=(n, m)), 0)
start = np.round(0.3 * rng.normal(size=(m, width)), 4)


def implicit(alpha, ridge, rounds):
    y = start.copy()
    x = np.zeros((n, width))
    p = (counts > 0).astype(float)
    c = 1 + alpha * counts
    for _ in range(rounds):
        for u in range(n):
            w = np.diag(c[u])
            x[u] = np.linalg.solve(y.T @ w @ y + ridge * np.eye(width), y.T @ w @ p[u])
        for i in range(m):
            w = np.diag(c[:, i])
            y[i] = np.linalg.solve(x.T @ w @ x + ridge * np.eye(width), x.T @ w @ p[:, i])
    loss = float((c * (p - x @ y.T) ** 2).sum() + ridge * ((x**2).sum() + (y**2).sum()))
    return {"alpha": alpha, "regularization": ridge, "maxIter": rounds, "users": x.ravel().tolist(), "items": y.ravel().tolist(), "loss": loss}


def ratings(ridge, rounds):
    mu = counts[taken].mean()
    y, x = start.copy(), np.zeros((n, width))
    bu, bi = np.zeros(n), np.zeros(m)
    for _ in range(rounds):
        for mine, mb, other, ob, r, t in ((x, bu, y, bi, counts, taken), (y, bi, x, bu, counts.T, taken.T)):
            for row in range(len(mine)):
                met = np.flatnonzero(t[row])
                z = np.c_[np.ones(len(met)), other[met]]
                solved = np.linalg.solve(z.T @ z + ridge * len(met) * np.eye(width + 1), z.T @ (r[row, met] - mu - ob[met]))
                mb[row], mine[row] = solved[0], solved[1:]
    guess = mu + bu[:, None] + bi + x @ y.T
    return {"regularization": ridge, "maxIter": rounds, "centre": float(mu), "guess": guess.ravel().tolist()}


def neighbours(k, shrink):
    b = taken.astype(float)
    sizes = np.sqrt(b.sum(0))
    like = (b.T @ b) / (np.outer(sizes, sizes) + shrink)
    np.fill_diagonal(like, 0)
    kept = np.zeros_like(like)
    for i in range(m):
        best = sorted(np.flatnonzero(like[i] > 0), key=lambda j: (-like[i, j], j))[:k]
        kept[i, best] = like[i, best]
    lengths = np.sqrt(b.sum(1))
    people = (b @ b.T) / (np.outer(lengths, lengths) + shrink)
    np.fill_diagonal(people, 0)
    near = np.zeros_like(people)
    for u in range(n):
        best = sorted(np.flatnonzero(people[u] > 0), key=lambda v: (-people[u, v], v))[:k]
        near[u, best] = people[u, best]
    return {"nNeighbors": k, "shrinkage": shrink, "items": (b @ kept).ravel().tolist(), "users": (near @ b).ravel().tolist()}


def lists(k):
    out = []
    for _ in range(25):
        scores = rng.permutation(20).astype(float)
        relevant = (rng.uniform(size=20) < 0.3).astype(int)
        relevant[rng.integers(20)] = 1
        order = np.argsort(-scores)
        hits = relevant[order[:k]]
        most = min(k, relevant.sum())
        ap = float((np.cumsum(hits) / np.arange(1, k + 1) * hits).sum() / most)
        if k == 20:
            assert abs(ap - average_precision_score(relevant, scores)) < 1e-12
        out.append({
            "order": order.tolist(), "relevant": np.flatnonzero(relevant).tolist(), "k": k,
            "ndcg": float(ndcg_score([relevant], [scores], k=k)), "map": ap,
            "recall": float(hits.sum() / relevant.sum()), "precision": float(hits.sum() / k),
        })
    return out


out = {
    "sklearn": sklearn.__version__, "users": n, "items": m, "counts": counts.ravel().tolist(), "start": start.ravel().tolist(),
    "implicit": [implicit(1.0, 0.1, 1), implicit(4.0, 0.7, 6)],
    "ratings": [ratings(0.05, 1), ratings(0.2, 5)],
    "neighbours": [neighbours(3, 0.0), neighbours(5, 4.0)],
    "lists": [*lists(5), *lists(20)],
}
with open(os.path.join(os.path.dirname(__file__), "recommend.json"), "w") as file:
    json.dump(out, file)
