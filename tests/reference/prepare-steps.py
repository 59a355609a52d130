"""Makes prepare-steps.json: what scikit-learn's transformers make of small columns. Run: /usr/bin/python3 tests/reference/prepare-steps.py"""
import json
import os
import numpy as np
import sklearn
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

rng = np.random.default_rng(7)
train = np.column_stack([
    rng.normal(50, 12, 40),
    rng.exponential(3, 40),
    np.full(40, 3.3),
    rng.integers(0, 4, 40).astype(float),
    1e8 + rng.normal(0, 1, 40),
])
train[rng.random(train.shape) < 0.15] = np.nan
train[:, 2] = 3.3
test = np.array([[0.0, -1.0, 3.3, 9.0, 1e8], [np.nan, 2.5, 4.3, np.nan, 1e8 + 2], [61.0, np.nan, np.nan, 1.0, np.nan]])

levels_train = ["b", "a", None, "c", "b", "a", "b", None, "d"]
levels_test = ["a", "unseen", None, "d"]
known_train = [x for x in levels_train if x is not None]


def plain(matrix):
    return [[None if np.isnan(x) else float(x) for x in row] for row in np.asarray(matrix)]


def scaled(scaler):
    return plain(scaler.fit(train).transform(test))


def imputed(strategy, **options):
    return plain(SimpleImputer(strategy=strategy, **options).fit(train).transform(test))


def encoded(drop):
    encoder = OneHotEncoder(drop=drop, handle_unknown="ignore", sparse_output=False)
    encoder.fit([[x] for x in known_train])
    return plain(encoder.transform([[x] for x in ["a", "unseen", "d"]]))


ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan).fit([[x] for x in known_train])
out = {
    "sklearn": sklearn.__version__,
    "train": plain(train),
    "test": plain(test),
    "standard": scaled(StandardScaler()),
    "min-max": scaled(MinMaxScaler()),
    "robust": scaled(RobustScaler()),
    "median": imputed("median"),
    "mean": imputed("mean"),
    "mode": imputed("most_frequent"),
    "constant": imputed("constant", fill_value=-7.5),
    "levelsTrain": levels_train,
    "levelsTest": ["a", "unseen", "d"],
    "oneHot": encoded(None),
    "oneHotFirst": encoded("first"),
    "ordinal": plain(ordinal.transform([[x] for x in ["a", "unseen", "d"]])),
}
path = os.path.join(os.path.dirname(__file__), "prepare-steps.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
