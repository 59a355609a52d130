"""Makes tests/reference/neighbour-samples.json: how well scikit-learn's neighbours, naive Bayes, support vectors and Gaussian process do on the app's
samples, numbers scaled, on rows they have not seen (every fifth row)."""
import json
import os
import warnings

import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.svm import SVC, SVR, LinearSVC, LinearSVR

warnings.filterwarnings("ignore")
here = os.path.dirname(__file__)


def halves(name, target):
    table = pd.read_csv(os.path.join(here, "../../public/samples", name + ".csv")).dropna().reset_index(drop=True)
    y = table.pop(target).to_numpy()
    x = table.select_dtypes("number").to_numpy(float)
    test = np.arange(len(x)) % 5 == 4
    x = (x - x[~test].mean(0)) / x[~test].std(0)
    return x[~test], y[~test], x[test], y[test]


out = {"penguins": {}, "wine": {}}
x, y, held, truth = halves("penguins", "species")
for name, model in {"naive-bayes": GaussianNB(), "neighbours": KNeighborsClassifier(), "svm": SVC(), "linear-svm": LinearSVC(random_state=0)}.items():
    out["penguins"][name] = float(np.mean(model.fit(x, y).predict(held) == truth))
x, y, held, truth = halves("wine-quality", "quality")
mean, unit = y.mean(), y.std()
kernel = ConstantKernel() * RBF(np.sqrt(x.shape[1])) + WhiteKernel(0.1)
for name, model in {
    "neighbours": KNeighborsRegressor(), "svm": SVR(), "linear-svm": LinearSVR(epsilon=0.1, max_iter=100000, random_state=0),
    "gaussian-process": GaussianProcessRegressor(kernel, alpha=1e-10),
}.items():
    guess = model.fit(x, (y - mean) / unit).predict(held) * unit + mean
    out["wine"][name] = float(np.sqrt(np.mean((guess - truth) ** 2)))
json.dump(out, open(os.path.join(here, "neighbour-samples.json"), "w"))
print(out)
