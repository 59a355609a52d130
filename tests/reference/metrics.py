"""Metrics by scikit-learn, for tests/stages/evaluate/metrics.test.ts. Run: python3 tests/reference/metrics.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics as m

warnings.filterwarnings("ignore")
rng = np.random.default_rng(7)


def averages(y, p, w, positive):
    out = {}
    beta = lambda b: lambda *a, **k: m.fbeta_score(*a, beta=b, **k)
    for name, score in [("precision", m.precision_score), ("recall", m.recall_score), ("f1", m.f1_score), ("f2", beta(2)), ("f05", beta(0.5))]:
        plain = dict(average="binary", pos_label=positive) if positive is not None else dict(average="macro")
        out[name] = score(y, p, sample_weight=w, **plain)
        out[name + "_weighted"] = score(y, p, sample_weight=w, average="weighted")
        out[name + "_micro"] = score(y, p, sample_weight=w, average="micro")
    return out


def ranking(y, q, w, positive):
    codes = [positive] if positive is not None else [k for k in range(q.shape[1]) if 0 < (y == k).sum() < len(y)]
    if any((y == k).all() or not (y == k).any() for k in codes):
        return {}
    area = [m.roc_auc_score(y == k, q[:, k], sample_weight=w) for k in codes]
    precision = [m.average_precision_score(y == k, q[:, k], sample_weight=w) for k in codes]
    out = {"roc_auc": np.mean(area), "pr_auc": np.mean(precision)}
    if positive is None and len(set(y)) == q.shape[1]:
        out["roc_auc_weighted"] = m.roc_auc_score(y, q, multi_class="ovr", average="weighted", sample_weight=w)
        if w is None:
            out["roc_auc_ovo"] = m.roc_auc_score(y, q, multi_class="ovo", average="macro")
    return out


def class_case(name, y, q, p, positive=None, weights=None):
    w, k = weights, q.shape[1]
    expected = {
        "accuracy": m.accuracy_score(y, p, sample_weight=w),
        "balanced_accuracy": m.balanced_accuracy_score(y, p, sample_weight=w),
        "mcc": m.matthews_corrcoef(y, p, sample_weight=w),
        "kappa": m.cohen_kappa_score(y, p, sample_weight=w),
        "log_loss": m.log_loss(y, q, labels=list(range(k)), sample_weight=w),
        **averages(y, p, w, positive),
        **ranking(y, q, w, positive),
    }
    if positive is not None:
        expected["brier"] = np.average((q[:, positive] - (y == positive)) ** 2, weights=w)
        if len(set(y)) == 2:
            assert np.isclose(expected["brier"], m.brier_score_loss(y == positive, q[:, positive], sample_weight=w))
    else:
        expected["brier"] = np.average(((q - np.eye(k)[y]) ** 2).sum(axis=1), weights=w)
    return dict(name=name, kind="classes", classes=k, actual=y.tolist(), probabilities=q.ravel().tolist(), predicted=p.tolist(),
                positive=positive, weights=None if w is None else w.tolist(), expected={a: clean(b) for a, b in expected.items()})


def number_case(name, y, p, weights=None):
    w = weights
    expected = {
        "rmse": m.mean_squared_error(y, p, sample_weight=w) ** 0.5,
        "mae": m.mean_absolute_error(y, p, sample_weight=w),
        "medae": m.median_absolute_error(y, p, sample_weight=w),
        "mape": m.mean_absolute_percentage_error(y, p, sample_weight=w),
        "r2": m.r2_score(y, p, sample_weight=w),
        "explained_variance": m.explained_variance_score(y, p, sample_weight=w),
        "max_error": m.max_error(y, p),
    }
    return dict(name=name, kind="numbers", actual=y.tolist(), predicted=p.tolist(), weights=None if w is None else w.tolist(),
                expected={a: clean(b) for a, b in expected.items()})


def clean(value):
    return None if np.isnan(value) else float(value)


def simplex(n, k, sharp=1.0):
    q = rng.dirichlet(np.full(k, 1 / sharp), size=n)
    return q


def binary(n, tie=None, signal=1.5):
    y = (rng.random(n) < 0.35).astype(int)
    s = 1 / (1 + np.exp(-(rng.normal(size=n) + signal * (y - 0.5))))
    if tie:
        s = np.round(s * tie) / tie
    q = np.column_stack([1 - s, s])
    return y, q, (s >= 0.5).astype(int)


cases = []
for n, tie in [(8, None), (60, None), (60, 5), (300, 10)]:
    y, q, p = binary(n, tie)
    y[0], y[1] = 0, 1
    cases.append(class_case(f"binary, {n} rows, ties {tie}", y, q, p, 1))
    cases.append(class_case(f"binary, {n} rows, ties {tie}, weights", y, q, p, 1, rng.gamma(1, 2, n)))
y, q, p = binary(50)
cases.append(class_case("binary, positive is the first class", y, q, p, 0))
cases.append(class_case("binary, whole weights with zeros", y, q, p, 1, rng.integers(0, 4, 50).astype(float)))
cases.append(class_case("binary, none called positive", y, q, np.zeros(50, int), 1))
cases.append(class_case("binary, one class only", np.zeros(20, int), q[:20], p[:20], 1))
s = (y * 0.6 + 0.2)
cases.append(class_case("binary, perfect", y, np.column_stack([1 - s, s]), y.copy(), 1))
cases.append(class_case("binary, probabilities 0 and 1, some wrong", y, np.eye(2)[p], p, 1))
for n, k in [(90, 3), (400, 6)]:
    y = rng.integers(0, k, n)
    q = simplex(n, k) * 0.5 + 0.5 * np.eye(k)[np.where(rng.random(n) < 0.6, y, rng.integers(0, k, n))]
    p = q.argmax(axis=1)
    cases.append(class_case(f"{k} classes, {n} rows", y, q, p))
    cases.append(class_case(f"{k} classes, {n} rows, weights", y, q, p, None, rng.gamma(1, 2, n)))
    cases.append(class_case(f"{k} classes, ties", y, np.round(q, 1) / np.round(q, 1).sum(axis=1, keepdims=True), p))
y = rng.integers(0, 3, 70)
q = simplex(70, 5)
p = q.argmax(axis=1)
cases.append(class_case("5 classes, two absent as answers", y, q, p))
p = np.where(p == 4, 0, p)
cases.append(class_case("5 classes, one absent as answer and prediction", y, q, p))
for n in [3, 40, 41, 500]:
    y = rng.normal(50, 12, n)
    p = y + rng.standard_t(3, n) * 4
    cases.append(number_case(f"numbers, {n} rows", y, p))
    cases.append(number_case(f"numbers, {n} rows, weights", y, p, rng.gamma(1, 2, n)))
y = rng.integers(0, 5, 60).astype(float)
cases.append(number_case("numbers with ties and zeros", y, y + rng.integers(-2, 3, 60)))
cases.append(number_case("constant answer", np.full(12, 0.5), rng.normal(size=12)))
cases.append(number_case("constant answer, met", np.full(12, 0.5), np.full(12, 0.5)))
cases.append(number_case("far from zero", 1e8 + rng.normal(size=80), 1e8 + rng.normal(size=80)))

here = pathlib.Path(__file__).parent
(here / "metrics.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
