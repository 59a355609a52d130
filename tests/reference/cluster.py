"""Clusterings by scikit-learn, and spanning trees by SciPy, of two small tables. Writes cluster.json."""
import json
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import pdist, squareform
from sklearn import metrics
from sklearn.cluster import DBSCAN, AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.datasets import make_moons
from sklearn.mixture import GaussianMixture

rng = np.random.default_rng(7)
blobs = np.vstack([rng.normal(centre, scale, (n, 3)) for centre, scale, n in [((0, 0, 0), 1.0, 30), ((4, 1, 0), 0.7, 25), ((0, 5, 2), 1.2, 20)]])
moons, moon = make_moons(80, noise=0.06, random_state=3)
known = np.repeat([0, 1, 2], [30, 25, 20])
start = blobs[[0, 1, 2]]

means = KMeans(3, init=start, n_init=1, tol=0).fit(blobs)
agglomerative = {
    linkage: AgglomerativeClustering(4, linkage=linkage).fit_predict(blobs).tolist() for linkage in ["ward", "complete", "average", "single"]
}
mixture = {}
for kind in ["full", "diag"]:
    one = GaussianMixture(3, covariance_type=kind, tol=1e-9, max_iter=2000, random_state=0, n_init=3).fit(blobs)
    order = np.argsort(one.means_[:, 0] + 10 * one.means_[:, 1])
    mixture[kind] = {
        "bic": one.bic(blobs),
        "logLikelihood": float(one.score(blobs) * len(blobs)),
        "means": one.means_[order].ravel().tolist(),
        "weights": one.weights_[order].tolist(),
        "first": one.predict_proba(blobs)[40][order].tolist(),
    }
labels = means.labels_
core = np.sort(squareform(pdist(moons)), axis=1)[:, 4]
reach = np.maximum(np.maximum(squareform(pdist(moons)), core[:, None]), core[None, :])
np.fill_diagonal(reach, 0)

out = {
    "blobs": blobs.ravel().tolist(),
    "moons": moons.ravel().tolist(),
    "known": known.tolist(),
    "moon": moon.tolist(),
    "kMeans": {"labels": labels.tolist(), "centres": means.cluster_centers_.ravel().tolist(), "inertia": means.inertia_},
    "agglomerative": agglomerative,
    "dbscan": {
        "moons": DBSCAN(eps=0.25, min_samples=4).fit_predict(moons).tolist(),
        "blobs": DBSCAN(eps=0.9, min_samples=5).fit_predict(blobs).tolist(),
    },
    "spectral": SpectralClustering(2, affinity="nearest_neighbors", n_neighbors=8, random_state=0).fit_predict(moons).tolist(),
    "spectralRbf": SpectralClustering(2, affinity="rbf", gamma=30, random_state=0).fit_predict(moons).tolist(),
    "mixture": mixture,
    "silhouettes": metrics.silhouette_samples(blobs, labels).tolist(),
    "daviesBouldin": metrics.davies_bouldin_score(blobs, labels),
    "calinskiHarabasz": metrics.calinski_harabasz_score(blobs, labels),
    "adjustedRand": metrics.adjusted_rand_score(known, agglomerative["average"]),
    "nmi": metrics.normalized_mutual_info_score(known, agglomerative["average"]),
    "spanningTree": float(minimum_spanning_tree(reach).sum()),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
