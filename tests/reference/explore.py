"""Profiles and associations by pandas and SciPy, for tests/stages/explore. Run: python3 tests/reference/explore.py"""
import json
import pathlib

import numpy as np
import pandas as pd
from scipy import stats

here = pathlib.Path(__file__).parent
samples = here.parent.parent / "public" / "samples"


def number(value):
    return None if value is None or not np.isfinite(value) else float(value)


def describe(series):
    q = series.quantile([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
    return {
        "count": int(series.count()), "missing": int(series.isna().sum()), "distinct": int(series.nunique()),
        "min": number(series.min()), "max": number(series.max()), "mean": number(series.mean()), "sd": number(series.std()),
        "median": number(series.median()), "quantiles": {f"{k:g}": number(v) for k, v in q.items()},
        "zeros": int((series == 0).sum()), "negatives": int((series < 0).sum()),
        "skew": number(series.skew()), "kurtosis": number(series.kurt()),
    }


def bias_corrected_v(a, b):
    table = pd.crosstab(a, b)
    n = table.to_numpy().sum()
    chi2 = stats.chi2_contingency(table, correction=False)[0]
    r, k = table.shape
    phi2 = max(0, chi2 / n - (k - 1) * (r - 1) / (n - 1))
    r_, k_ = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    return float(np.sqrt(phi2 / min(k_ - 1, r_ - 1)))


def eta(group, values):
    frame = pd.DataFrame({"g": group, "v": values}).dropna()
    between = frame.groupby("g")["v"].transform("mean")
    return float(np.sqrt(between.var() / frame["v"].var()))


def associations(frame, numbers, categories):
    out = []
    for i, a in enumerate(numbers):
        for b in numbers[i + 1:]:
            both = frame[[a, b]].dropna()
            out.append([a, b, "pearson", float(stats.pearsonr(both[a], both[b])[0])])
            out.append([a, b, "spearman", float(stats.spearmanr(both[a], both[b]).correlation)])
    for i, a in enumerate(categories):
        for b in categories[i + 1:]:
            out.append([a, b, "cramers-v", bias_corrected_v(frame[a], frame[b])])
        for b in numbers:
            out.append([a, b, "eta", eta(frame[a], frame[b])])
    return out


result = {}
for name, categories in {"penguins": ["species", "island", "sex"], "titanic": ["sex", "embarked", "class", "who", "deck", "alive"]}.items():
    frame = pd.read_csv(samples / f"{name}.csv")
    numbers = [c for c in frame.columns if c not in categories and frame[c].dtype.kind in "if"]
    result[name] = {"columns": {c: describe(frame[c]) for c in numbers}, "associations": associations(frame, numbers, categories)}
diamonds = pd.read_csv(samples / "diamonds.csv")
result["diamonds"] = {"columns": {c: describe(diamonds[c]) for c in ["carat", "depth", "table", "price", "x", "y", "z"]},
                      "associations": associations(diamonds.iloc[:, :7], ["carat", "depth", "price"], ["cut", "color"])}
(here / "explore.json").write_text(json.dumps(result))
