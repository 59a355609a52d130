"""Intervals and tests by statsmodels, SciPy and plain NumPy, for tests/stages/evaluate. Run: python3 tests/reference/evaluate.py"""
import json
import pathlib

import numpy as np
from scipy import stats
from sklearn import metrics as m
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(11)
out = {}

proportions = []
for hits, n in [(0, 1), (1, 1), (0, 20), (20, 20), (3, 17), (49, 51), (500, 1000), (9999, 10000)]:
    for level in [0.95, 0.9]:
        proportions.append(dict(hits=hits, n=n, level=level,
                                wilson=proportion_confint(hits, n, 1 - level, "wilson"),
                                clopperPearson=proportion_confint(hits, n, 1 - level, "beta")))
out["proportions"] = proportions

out["mcnemar"] = [
    dict(onlyFirst=b, onlySecond=c, pValue=mcnemar([[50, b], [c, 20]], exact=True).pvalue)
    for b, c in [(0, 0), (3, 3), (1, 9), (10, 14), (12, 13), (20, 31), (5, 60), (300, 301), (4000, 4300)]
]

signed = []
for n, mode in [(6, "exact"), (20, "exact"), (50, "exact"), (51, "approx"), (400, "approx")]:
    d = rng.normal(0.2, 1, n)
    w = stats.wilcoxon(d, mode=mode)
    signed.append(dict(differences=d.tolist(), statistic=w.statistic, pValue=w.pvalue))
for n in [30, 200]:
    d = rng.integers(-3, 5, n).astype(float)
    w = stats.wilcoxon(d, mode="approx")
    signed.append(dict(differences=d.tolist(), statistic=w.statistic, pValue=w.pvalue))
out["wilcoxon"] = signed

out["holm"] = []
for p in [[0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.9, 1e-9, 0.049, 0.012]]:
    out["holm"].append(dict(pValues=p, corrected=multipletests(p, method="holm")[1].tolist()))


def kernel(x, y):
    """The U-statistic's kernel for every pair, by its definition."""
    return (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])


def components(y, s):
    k = kernel(s[y == 1], s[y == 0])
    return k.mean(), k.mean(axis=1), k.mean(axis=0)


delong = []
for n, tie in [(30, None), (51, None), (120, 8), (400, 20)]:
    y = (rng.random(n) < 0.4).astype(int)
    y[:2], y[2:4] = 1, 0
    first = rng.normal(size=n) + 1.2 * y
    second = 0.6 * first + rng.normal(size=n) * 0.8 + 0.4 * y
    first, second = 1 / (1 + np.exp(-first)), 1 / (1 + np.exp(-second))
    if tie:
        first, second = np.round(first * tie) / tie, np.round(second * tie) / tie
    (a, a10, a01), (b, b10, b01) = components(y, first), components(y, second)
    assert np.isclose(a, m.roc_auc_score(y, first))
    pos, neg = (y == 1).sum(), (y == 0).sum()
    s10, s01 = np.cov(a10, b10), np.cov(a01, b01)
    s = s10 / pos + s01 / neg
    sd = s[0, 0] ** 0.5
    z = stats.norm.ppf(0.975)
    logit = np.log(a / (1 - a))
    half = z * sd / (a * (1 - a))
    low, high = 1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))
    spread = (s[0, 0] + s[1, 1] - 2 * s[0, 1]) ** 0.5
    delong.append(dict(actual=y.tolist(), first=first.tolist(), second=second.tolist(), area=a, variance=s[0, 0], low=low, high=high,
                       difference=a - b, differenceLow=a - b - z * spread, differenceHigh=a - b + z * spread,
                       pValue=2 * stats.norm.sf(abs(a - b) / spread)))
out["delong"] = delong

folds = []
for k, train, validation in [(5, 80, 20), (10, 900, 100), (30, 90, 10)]:
    a = rng.normal(0.8, 0.03, k)
    b = a - rng.normal(0.01, 0.02, k)
    def interval(x):
        se = np.sqrt((1 / k + validation / train) * x.var(ddof=1))
        t = stats.t.ppf(0.975, k - 1)
        return x.mean(), x.mean() - t * se, x.mean() + t * se, 2 * stats.t.sf(abs(x.mean()) / se, k - 1)
    folds.append(dict(first=a.tolist(), second=b.tolist(), train=train, validation=validation, mean=interval(a)[:3], difference=interval(a - b)))
out["folds"] = folds

bca = []
for n in [25, 400]:
    x = rng.exponential(size=n)
    replicates = rng.choice(x, size=(500, n)).mean(axis=1)
    jack = (x.sum() - x) / (n - 1)
    z0 = stats.norm.ppf((replicates < x.mean()).mean() + 0.5 * (replicates == x.mean()).mean())
    d = jack.mean() - jack
    a = (d**3).sum() / (6 * (d**2).sum() ** 1.5)
    reach = np.sqrt(n / (n - 1)) * stats.t.ppf(0.975, n - 1)
    places = [stats.norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z))) for z in (-reach, reach)]
    bca.append(dict(value=x.mean(), replicates=replicates.tolist(), jackknife=jack.tolist(), n=n,
                    bounds=np.quantile(replicates, places).tolist()))
out["bca"] = bca

y = (rng.random(200) < 0.4).astype(int)
s = np.round(1 / (1 + np.exp(-(rng.normal(size=200) + y))), 2)
w = rng.gamma(1, 2, 200)
fpr, tpr, at = m.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
precision, recall, cut = m.precision_recall_curve(y, s, sample_weight=w)
out["curves"] = dict(actual=y.tolist(), scores=s.tolist(), weights=w.tolist(), roc=[fpr.tolist(), tpr.tolist(), at[1:].tolist()],
                     pr=[precision[:-1][::-1].tolist(), recall[:-1][::-1].tolist(), cut[::-1].tolist()])

level = rng.integers(0, 3, 300)
wrong = (rng.random(300) < np.where(level == 2, 0.4, 0.2)).astype(int)
size = np.abs(rng.normal(size=300)) * np.where(level == 1, 1.6, 1)
slices = []
for k in range(3):
    inside = level == k
    table = [[wrong[inside].sum(), (1 - wrong[inside]).sum()], [wrong[~inside].sum(), (1 - wrong[~inside]).sum()]]
    slices.append(dict(level=k, fisher=stats.fisher_exact(table, alternative="greater")[1],
                       welch=stats.ttest_ind(size[inside], size[~inside], equal_var=False, alternative="greater").pvalue))
out["slices"] = dict(level=level.tolist(), wrong=wrong.tolist(), size=size.tolist(), expected=slices)

ways = np.random.default_rng(17)
halvings = []
for shift in [0.0, 0.02, 0.05]:
    d = ways.normal(shift, 0.02, (5, 2))
    within = ((d - d.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    f = (d**2).sum() / (2 * within.sum())
    halvings.append(dict(differences=d.ravel().tolist(), statistic=f, pValue=stats.f.sf(f, 10, 5)))
out["halvings"] = halvings

odds = []
for k, train, validation, shift in [(5, 80, 20, 0.0), (10, 900, 100, 0.012), (30, 90, 10, -0.03)]:
    d = ways.normal(shift, 0.015, k)
    rho = validation / (train + validation)
    posterior = stats.t(k - 1, d.mean(), np.sqrt((1 / k + rho / (1 - rho)) * d.var(ddof=1)))
    odds.append(dict(differences=d.tolist(), train=train, validation=validation, rope=0.01, first=posterior.sf(0.01), second=posterior.cdf(-0.01)))
out["odds"] = odds


def plain(value):
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


here = pathlib.Path(__file__).parent
(here / "evaluate.json").write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(plain(v))}' for k, v in out.items()) + "\n}\n")
