"""Makes numeric-steps.json: what scikit-learn's transformers of numbers make of small columns. Run: /usr/bin/python3 tests/reference/numeric-steps.py"""
import json
import os
import warnings
import numpy as np
import sklearn
from scipy.optimize import nnls
from sklearn.decomposition import NMF, PCA, TruncatedSVD
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer, SimpleImputer
from sklearn.feature_selection import RFE, f_classif, f_regression, mutual_info_classif, mutual_info_regression
from sklearn.linear_model import Lasso, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, SplineTransformer, StandardScaler
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

base = rng.normal(size=(N, 3))
tied = np.column_stack([base, base @ [1.0, -2.0, 0.5] + rng.normal(0, 0.3, N), base @ [0.2, 1.0, 1.0] * 4 + rng.normal(0, 1, N)])
holes = tied.copy()
holes[rng.random(tied.shape) < 0.15] = np.nan
holes[:, 2] = tied[:, 2]
holes_test = rng.normal(size=(8, 5))
holes_test[[0, 1, 1, 2, 3, 3, 3, 4, 5], [0, 3, 4, 2, 0, 1, 4, 4, 2]] = np.nan
holes_test[7] = np.nan
signals = rng.normal(size=(120, 12))
signals[:, 5] = signals[:, 0] + rng.normal(0, 0.4, 120)
signals = np.round(signals, 6)
told = signals[:, 0] * 2 - signals[:, 1] + 0.7 * signals[:, 2] + 0.5 * signals[:, 3] ** 2 + rng.normal(0, 0.8, 120)
three = np.digitize(told, [-1.0, 1.0])
parts = np.where(rng.random((3, 8)) < 0.5, rng.exponential(4, (3, 8)), 0.0)
counts = rng.poisson(rng.exponential(1, (N, 3)) @ parts).astype(float)
counts_test = np.vstack([rng.poisson(rng.exponential(1, (4, 3)) @ parts).astype(float), np.zeros(8), [-3.0, 5, 0, 2, 0, 0, 9, 1]])
svd = TruncatedSVD(n_components=3, algorithm="arpack", random_state=0).fit(counts)
factors = NMF(n_components=3, tol=1e-10, max_iter=20000).fit(counts)
rough = NMF(n_components=3).fit(counts)


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
    "holes": plain(holes),
    "holesTest": plain(holes_test),
    "tied": plain(tied),
    "knn": through(KNNImputer(n_neighbors=5), holes, holes_test),
    "knnDistance": through(KNNImputer(n_neighbors=3, weights="distance"), holes, holes_test),
    "knnSelf": plain(KNNImputer(n_neighbors=4).fit_transform(holes)),
    "iterative": through(IterativeImputer(max_iter=10), holes, holes_test),
    "iterativeTight": through(IterativeImputer(max_iter=50, tol=1e-8), holes, holes_test),
    "iterativeRidge": through(IterativeImputer(estimator=Ridge(alpha=2.0), max_iter=5), holes, holes_test),
    "iterativeSkip": through(IterativeImputer(skip_complete=True), holes, holes_test),
    "polynomial": through(PolynomialFeatures(3, include_bias=False), test[:, :3], test[:, :3]),
    "interactions": through(PolynomialFeatures(2, interaction_only=True, include_bias=False), test, test),
    "splineUniform": through(SplineTransformer(n_knots=5, degree=3, extrapolation="constant"), train[:, :4], test[:, :4]),
    "splineLinear": through(SplineTransformer(n_knots=4, degree=3, knots="quantile", extrapolation="linear", include_bias=False), train[:, :3], test[:, :3]),
    # One column alone: of several, scikit-learn 1.2 carries on straight only the first.
    "splineStraight": through(SplineTransformer(n_knots=3, degree=1, extrapolation="linear"), train[:, :1], test[:, :1]),
    "pca": through(make_pipeline(SimpleImputer(), PCA(n_components=3)), holes, holes_test),
    "pcaShare": through(make_pipeline(StandardScaler(), PCA(n_components=0.9, whiten=True)), tied, np.nan_to_num(holes_test)),
    "pcaWide": through(PCA(n_components=2), tied[:4], np.nan_to_num(holes_test)),
    "counts": plain(counts),
    "countsTest": plain(counts_test),
    "truncatedSvd": plain(svd.transform(counts_test)),
    "truncatedSvdShares": [svd.explained_variance_ratio_.tolist()],
    "truncatedSvdTied": through(TruncatedSVD(n_components=4, algorithm="arpack", random_state=0), tied, np.nan_to_num(holes_test)),
    "nmfParts": plain(factors.components_),
    # NMF refuses rows with numbers below 0; what is nearest to them is asked of SciPy.
    "nmfWeights": plain([nnls(factors.components_.T, row)[0] for row in counts_test]),
    "nmfTransform": plain(factors.transform(counts_test[:5])),
    "nmfErrors": [[float(rough.reconstruction_err_), float(factors.reconstruction_err_)]],
    "signals": signals.tolist(),
    "told": told.tolist(),
    "three": three.tolist(),
    "fClasses": f_classif(signals, three)[0].tolist(),
    "fNumbers": f_regression(signals, told)[0].tolist(),
    "informationClasses": mutual_info_classif(signals, three, random_state=0).tolist(),
    "informationNumbers": mutual_info_regression(signals, told, random_state=0).tolist(),
    "lasso": np.flatnonzero(Lasso(alpha=0.05).fit(StandardScaler().fit_transform(signals), told / told.std()).coef_).tolist(),
    "eliminated": np.flatnonzero(RFE(Ridge(alpha=1.0), n_features_to_select=4, step=1).fit(StandardScaler().fit_transform(signals), told).support_).tolist(),
    "eliminatedPairs": np.flatnonzero(
        RFE(Ridge(alpha=1.0), n_features_to_select=3, step=2).fit(StandardScaler().fit_transform(signals), np.eye(3)[three]).support_
    ).tolist(),
}
path = os.path.join(os.path.dirname(__file__), "numeric-steps.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
