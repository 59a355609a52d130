"""Makes tests/reference/train-samples.json: how well scikit-learn does on the app's samples, on rows it has not seen (every fifth row)."""
import json
import os

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import mean_squared_error, roc_auc_score

here = os.path.dirname(__file__)
read = lambda name: pd.read_csv(os.path.join(here, "../../public/samples", name + ".csv"))


def halves(table, features, target):
    table = table[table[target].notna()].reset_index(drop=True)
    X = table[features].copy()
    places = [j for j, name in enumerate(features) if X[name].dtype == object]
    for j in places:
        X[features[j]] = X[features[j]].astype("category").cat.codes.replace(-1, np.nan)
    test = np.arange(len(table)) % 5 == 4
    return X.to_numpy(float), table[target].to_numpy(), test, places


out = {}
X, y, test, places = halves(read("penguins"), ["island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"], "species")
model = HistGradientBoostingClassifier(categorical_features=places, early_stopping=False).fit(X[~test], y[~test])
out["penguins"] = float(np.mean(model.predict(X[test]) == y[test]))
X, y, test, places = halves(read("titanic"), ["pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"], "survived")
model = HistGradientBoostingClassifier(categorical_features=places, early_stopping=False).fit(X[~test], y[~test])
out["titanic"] = float(roc_auc_score(y[test], model.predict_proba(X[test])[:, 1]))
X, y, test, places = halves(read("diamonds").iloc[::9], ["carat", "cut", "color", "clarity", "depth", "table", "x", "y", "z"], "price")
model = HistGradientBoostingRegressor(categorical_features=places, early_stopping=False).fit(X[~test], y[~test])
out["diamonds"] = float(np.sqrt(mean_squared_error(y[test], model.predict(X[test]))))
with open(os.path.join(here, "train-samples.json"), "w") as file:
    json.dump(out, file)
print(out)
