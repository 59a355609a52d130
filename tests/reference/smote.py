"""Makes smote.json: what SMOTE-NC (Chawla et al. 2002, section 6.1) says of the rows of one class, by plain NumPy. Run: /usr/bin/python3 tests/reference/smote.py

Neighbours are found by scikit-learn on numbers and levels written as columns of half the median of the deviations times the square root of two, so that two
levels that differ are apart by the median: the form in which the paper's distance is an ordinary one."""
import json
import os
from collections import Counter
import numpy as np
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(11)
rows, k = 60, 5
numbers = np.column_stack([rng.normal(0, 3, rows), rng.exponential(1, rows), rng.normal(10, 0.5, rows)])
levels = np.column_stack([rng.integers(0, 3, rows), rng.integers(0, 5, rows)])


def neighbours(matrix):
    _, found = NearestNeighbors(n_neighbors=k + 1, algorithm="brute").fit(matrix).kneighbors(matrix)
    return [[int(j) for j in near if j != i][:k] for i, near in enumerate(found)]


median = float(np.median(numbers.std(axis=0)))
flags = np.column_stack([(levels[:, [j]] == np.arange(5)).astype(float) for j in range(2)]) * median / np.sqrt(2)
mixed = neighbours(np.hstack([numbers, flags]))


def usual(near, column):
    counts = Counter(int(levels[j, column]) for j in near)
    most = max(counts.values())
    return next(int(levels[j, column]) for j in near if counts[int(levels[j, column])] == most)


out = {
    "numbers": numbers.tolist(),
    "levels": levels.tolist(),
    "k": k,
    "median": median,
    "plain": neighbours(numbers),
    "mixed": mixed,
    "usual": [[usual(near, column) for column in range(2)] for near in mixed],
}
json.dump(out, open(os.path.join(os.path.dirname(__file__), "smote.json"), "w"))
