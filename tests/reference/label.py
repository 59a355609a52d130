"""Label spreading and propagation by scikit-learn, kappa by statsmodels, alpha by its definition over pairs. Run: python3 label.py > label.json"""
import itertools
import json

import numpy as np
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import kneighbors_graph
from sklearn.semi_supervised import LabelPropagation, LabelSpreading
from statsmodels.stats.inter_rater import cohens_kappa

rng = np.random.default_rng(3)
centres = np.array([[0, 0], [2.2, 0.4], [0.8, 2.4]])
truth = np.repeat([0, 1, 2], 14)
x = np.round(centres[truth] + rng.normal(size=(len(truth), 2)) * 0.7, 4)
codes = np.full(len(truth), -1)
for place in [0, 5, 14, 20, 28, 33]:
    codes[place] = truth[place]


def knn(a, b):
    graph = kneighbors_graph(a, 6).toarray()
    return np.maximum(graph, graph.T)


spreading = LabelSpreading(kernel=knn, alpha=0.2, max_iter=100, tol=1e-3).fit(x, codes)
full = LabelSpreading(kernel='rbf', gamma=1.5, alpha=0.6, max_iter=200, tol=1e-6).fit(x, codes)
propagation = LabelPropagation(kernel='rbf', gamma=1.5, max_iter=2000, tol=1e-6).fit(x, codes)

a = rng.integers(0, 4, 40)
b = np.where(rng.random(40) < 0.7, a, rng.integers(0, 4, 40))
c = np.where(rng.random(40) < 0.6, a, rng.integers(0, 4, 40))
ratings = np.stack([a, b, c], axis=1)
ratings[rng.random(ratings.shape) < 0.15] = -1


def alpha(units, distance):
    """Over all pairs within units against all pairs at all."""
    units = [[v for v in unit if v >= 0] for unit in units.tolist()]
    units = [unit for unit in units if len(unit) > 1]
    values = [v for unit in units for v in unit]
    observed = sum(sum(distance(p, q) for p, q in itertools.permutations(unit, 2)) / (len(unit) - 1) for unit in units) / len(values)
    expected = sum(distance(p, q) for p, q in itertools.permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


def ordinal(units):
    counts = np.zeros(4)
    for unit in units.tolist():
        unit = [v for v in unit if v >= 0]
        if len(unit) > 1:
            for v in unit:
                counts[v] += 1
    return lambda p, q: (counts[min(p, q):max(p, q) + 1].sum() - (counts[p] + counts[q]) / 2) ** 2


print(json.dumps({
    'x': x.tolist(),
    'codes': codes.tolist(),
    'rbf': rbf_kernel(x, gamma=1.5).ravel().tolist(),
    'spreading': spreading.label_distributions_.tolist(),
    'fullSpreading': full.label_distributions_.tolist(),
    'propagation': propagation.label_distributions_.tolist(),
    'a': a.tolist(), 'b': b.tolist(),
    'kappa': cohens_kappa(np.histogram2d(a, b, bins=[np.arange(5)] * 2)[0]).kappa,
    'ratings': ratings.tolist(),
    'nominal': alpha(ratings, lambda p, q: p != q),
    'interval': alpha(ratings, lambda p, q: (p - q) ** 2),
    'ordinal': alpha(ratings, ordinal(ratings)),
}))
