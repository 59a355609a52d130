"""Makes numeric-steps.json: what scikit-learn's transformers of numbers make of small columns. Run: /usr/bin/python3 tests/reference/numeric-steps.py"""
import json
import os
import warnings
import numpy as np
import sklearn
from sklearn.preprocessing import KBinsDiscretizer, MaxAbsScaler, PowerTransformer, QuantileTransformer, RobustScaler

warnings.simplefilter("ignore")
rng = np.random.default_rng(11)
N = 60
train = np.column_stack([
    rng.normal(50, 12, N),
    rng.exponential(3, N),
    rng.standard_t(3, N),
    rng.integers(0, 4, N).astype(float),
    np.full(N, 3.3),
])
gappy = train.copy()
gappy[rng.random(train.shape) < 0.1] = np.nan
gappy[:, 4] = 3.3
test = np.array([[0.0, -1.0, 3.3, 9.0, 3.3], [48.0, 2.5, -4.3, 1.5, 4.0], [61.0, 0.2, 0.1, 1.0, 3.3], [500.0, 90.0, 0.0, 3.0, -1.0]])
test_gappy = np.vstack([test, [np.nan, 2.5, np.nan, np.nan, np.nan]])
positive = np.column_stack([rng.exponential(2, N) + 0.01, rng.lognormal(0, 1, N), rng.gamma(3, 1e-3, N)])
positive_test = np.array([[1.0, 0.3, 0.004], [9.0, 20.0, 0.001]])


def plain(matrix):
    return [[None if np.isnan(x) else float(x) for x in row] for row in np.asarray(matrix)]


def through(transformer, known, asked):
    return plain(transformer.fit(known).transform(asked))


out = {
    "sklearn": sklearn.__version__,
    "train": plain(train),
    "gappy": plain(gappy),
    "test": plain(test),
    "testGappy": plain(test_gappy),
    "positive": plain(positive),
    "positiveTest": plain(positive_test),
    "maxAbs": through(MaxAbsScaler(), gappy, test_gappy),
    "robustWide": through(RobustScaler(quantile_range=(10, 95)), gappy, test_gappy),
    "yeoJohnson": through(PowerTransformer(), gappy[:, :4], test_gappy[:, :4]),
    "yeoJohnsonRaw": through(PowerTransformer(standardize=False), gappy[:, :4], test_gappy[:, :4]),
    "boxCox": through(PowerTransformer(method="box-cox"), positive, positive_test),
    "lambdas": {
        "yeoJohnson": PowerTransformer().fit(gappy[:, :4]).lambdas_.tolist(),
        "boxCox": PowerTransformer(method="box-cox").fit(positive).lambdas_.tolist(),
    },
    "quantileUniform": through(QuantileTransformer(n_quantiles=1000), gappy, test_gappy),
    "quantileNormal": through(QuantileTransformer(n_quantiles=20, output_distribution="normal"), gappy, test_gappy),
    "binsUniform": through(KBinsDiscretizer(4, encode="ordinal", strategy="uniform"), train, test),
    "binsQuantile": through(KBinsDiscretizer(6, encode="onehot-dense", strategy="quantile"), train, test),
    "binsKmeans": through(KBinsDiscretizer(4, encode="ordinal", strategy="kmeans"), train, test),
    "edgesKmeans": [edges[1:-1].tolist() for edges in KBinsDiscretizer(4, encode="ordinal", strategy="kmeans").fit(train[:, :4]).bin_edges_],
}
path = os.path.join(os.path.dirname(__file__), "numeric-steps.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
