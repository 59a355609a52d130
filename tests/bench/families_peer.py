"""Cross-validates scikit-learn's models of the families that Lathe has, on the folds that the column "fold" of a table names. What a family is given here, the
settings included, is what tests/jobs/family-folds.ts gives Lathe's. Gaps are filled by medians, numbers scaled, words spread into columns, all inside the fold.
Run as `families_peer.py table.csv target classification|regression family...`: prints JSON with the scores of each fold."""
import json
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor, make_column_transformer
from sklearn.ensemble import (ExtraTreesClassifier, ExtraTreesRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor,
                              RandomForestClassifier, RandomForestRegressor)
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.impute import SimpleImputer
from sklearn.linear_model import ElasticNetCV, LassoCV, LinearRegression, LogisticRegression, LogisticRegressionCV, RidgeCV
from sklearn.metrics import log_loss, r2_score, roc_auc_score
from sklearn.naive_bayes import CategoricalNB, GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, SplineTransformer, StandardScaler
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

warnings.filterwarnings("ignore")


class BothBayes(ClassifierMixin, BaseEstimator):
    """GaussianNB of the numbers and CategoricalNB of the words as one: their log joints added, the prior counted once. Gaps are levels and medians."""

    def __init__(self, numbers, words):
        self.numbers, self.words = numbers, words

    def fit(self, X, y):
        self.classes_ = np.unique(y)
        self.parts_ = []
        if self.numbers:
            fill = SimpleImputer(strategy="median").fit(X[self.numbers])
            self.parts_.append((self.numbers, fill, GaussianNB().fit(fill.transform(X[self.numbers]), y)))
        if self.words:
            code = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(X[self.words])
            most = [len(levels) + 1 for levels in code.categories_]
            model = CategoricalNB(min_categories=most).fit(code.transform(X[self.words]), y)
            self.parts_.append((self.words, code, model))
        return self

    def predict_proba(self, X):
        total = 0
        for names, prepare, model in self.parts_:
            Z = prepare.transform(X[names])
            if isinstance(model, CategoricalNB):
                Z = np.where(Z < 0, [levels.size for levels in prepare.categories_], Z).astype(int)
                prior = model.class_log_prior_
            else:
                prior = np.log(model.class_prior_)
            total = total + model._joint_log_likelihood(Z) - prior
        total = total + prior
        total -= total.max(axis=1, keepdims=True)
        return np.exp(total) / np.exp(total).sum(axis=1, keepdims=True)


def encoded(numbers, words, last=None):
    """Numbers filled and scaled, words a column a level."""
    steps = [SimpleImputer(strategy="median"), StandardScaler(), *([last] if last else [])]
    spread = make_pipeline(SimpleImputer(strategy="constant", fill_value="missing"), OneHotEncoder(handle_unknown="ignore", sparse_output=False))
    return make_column_transformer((make_pipeline(*steps), numbers), (spread, words))


def boosted(kind, numbers, words, **more):
    """Words as categories, gaps as they are."""
    codes = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
    chosen = {"categorical_features": list(range(len(words)))} if words else {}
    return make_pipeline(make_column_transformer((codes, words), ("passthrough", numbers)), kind(random_state=0, **chosen, **more))


def classifiers(numbers, words):
    whole = lambda model: make_pipeline(encoded(numbers, words), model)
    return {
        "logistic": lambda: whole(LogisticRegression(max_iter=5000)),
        "linear-svm": lambda: whole(CalibratedClassifierCV(LinearSVC(max_iter=20_000), cv=5)),
        "svm": lambda: whole(SVC(probability=True, random_state=0)),
        "neighbours": lambda: whole(KNeighborsClassifier()),
        "naive-bayes": lambda: BothBayes(numbers, words),
        "tree": lambda: whole(DecisionTreeClassifier(max_leaf_nodes=32, min_samples_leaf=5, random_state=0)),
        "tree-grown-out": lambda: whole(DecisionTreeClassifier(random_state=0)),
        "forest": lambda: whole(RandomForestClassifier(random_state=0)),
        "extra-trees": lambda: whole(ExtraTreesClassifier(random_state=0)),
        "boosting": lambda: boosted(HistGradientBoostingClassifier, numbers, words),
        "explainable-boosting": lambda: boosted(HistGradientBoostingClassifier, numbers, words, interaction_cst="no_interactions"),
        "explainable-boosting-pairs": lambda: boosted(HistGradientBoostingClassifier, numbers, words, interaction_cst="pairwise"),
        "gam": lambda: make_pipeline(encoded(numbers, words, SplineTransformer(n_knots=8)), LogisticRegressionCV(max_iter=5000, scoring="neg_log_loss")),
        "mlp": lambda: whole(MLPClassifier((64, 32), early_stopping=True, random_state=0)),
    }


def regressors(numbers, words):
    whole = lambda model: make_pipeline(encoded(numbers, words), model)
    scaled = lambda model: TransformedTargetRegressor(whole(model), transformer=StandardScaler())
    covariance = lambda: ConstantKernel(1, (1e-5, 1e5)) * RBF(3, (1e-5, 1e5)) + WhiteKernel(0.1)
    return {
        "linear": lambda: whole(LinearRegression()),
        "ridge": lambda: whole(RidgeCV(np.logspace(-4, 4, 33))),
        "lasso": lambda: whole(LassoCV(max_iter=5000)),
        "elastic-net": lambda: whole(ElasticNetCV(max_iter=5000)),
        "linear-svm": lambda: scaled(LinearSVR(epsilon=0.1, max_iter=20_000, random_state=0)),
        "svm": lambda: scaled(SVR(epsilon=0.1)),
        "neighbours": lambda: whole(KNeighborsRegressor()),
        "tree": lambda: whole(DecisionTreeRegressor(max_leaf_nodes=32, min_samples_leaf=5, random_state=0)),
        "tree-grown-out": lambda: whole(DecisionTreeRegressor(random_state=0)),
        "forest": lambda: whole(RandomForestRegressor(random_state=0)),
        "extra-trees": lambda: whole(ExtraTreesRegressor(random_state=0)),
        "boosting": lambda: boosted(HistGradientBoostingRegressor, numbers, words),
        "explainable-boosting": lambda: boosted(HistGradientBoostingRegressor, numbers, words, interaction_cst="no_interactions"),
        "explainable-boosting-pairs": lambda: boosted(HistGradientBoostingRegressor, numbers, words, interaction_cst="pairwise"),
        "gam": lambda: make_pipeline(encoded(numbers, words, SplineTransformer(n_knots=8)), RidgeCV(np.logspace(-4, 4, 33))),
        "mlp": lambda: scaled(MLPRegressor((64, 32), early_stopping=True, random_state=0)),
        "gaussian-process": lambda: whole(GaussianProcessRegressor(covariance(), normalize_y=True, random_state=0)),
    }


def read(path, target, task):
    """The table, its folds and its answers; words are what is not a number."""
    table = pd.read_csv(path, skipinitialspace=True, na_values=["?"]).dropna(subset=[target])
    X, y, fold = table.drop(columns=[target, "fold"]), table[target], table["fold"]
    words = [name for name in X if X[name].dtype == object or X[name].dtype == bool]
    for name in words:
        X[name] = X[name].astype(object).where(X[name].notna(), "missing").astype(str)
    return X, (y.astype(str) if task == "classification" else y.astype(float)).to_numpy(), fold.to_numpy(), words


def judge(truth, model, Z, labels):
    if labels is None:
        return {"r2": r2_score(truth, model.predict(Z))}
    chances = model.predict_proba(Z)
    told = {"log_loss": log_loss(truth, chances, labels=labels)}
    return {**told, "roc_auc": roc_auc_score(truth == labels[1], chances[:, 1])} if len(labels) == 2 else told


def folds_of(path, target, task, families):
    X, y, fold, words = read(path, target, task)
    numbers = [name for name in X if name not in words]
    labels = np.unique(y) if task == "classification" else None
    known = (classifiers if labels is not None else regressors)(numbers, words)
    return {family: [judge(y[fold == one], known[family]().fit(X[fold != one], y[fold != one]), X[fold == one], labels)
                     for one in sorted(set(fold))] for family in families}


if __name__ == "__main__":
    print(json.dumps(folds_of(*sys.argv[1:4], sys.argv[4:])))
