"""Time series by statsmodels, for tests/stages/explore/series.test.ts. Run: python3 tests/reference/series.py"""
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf, adfuller, kpss, pacf

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(4)
temperatures = pd.read_csv(here.parent.parent / "public" / "samples" / "temperatures.csv").iloc[:1100, 1].astype(float).to_numpy()
walk = np.cumsum(rng.normal(size=400))
wave = 0.02 * np.arange(240) + 3 * np.sin(np.arange(240) * 2 * np.pi / 12) + rng.normal(size=240)
out = {}
for name, values, period in [("temperatures", temperatures, 365), ("walk", walk, 7), ("wave", wave, 12)]:
    parts = seasonal_decompose(values, model="additive", period=period)
    a, k = adfuller(values, regression="c", autolag="AIC"), kpss(values, regression="c", nlags="auto")
    nan = lambda series: [None if np.isnan(v) else round(float(v), 10) for v in series]
    out[name] = {
        "values": [round(float(v), 10) for v in values], "period": period,
        "acf": acf(values, nlags=30, fft=False).tolist(), "pacf": pacf(values, nlags=30, method="ldb").tolist(),
        "trend": nan(parts.trend)[:: 9], "seasonal": nan(parts.seasonal)[:: 9], "rest": nan(parts.resid)[:: 9],
        "adf": [float(a[0]), float(a[1]), int(a[2])], "kpss": [float(k[0]), float(k[1]), int(k[2])],
    }
(here / "series.json").write_text(json.dumps(out))
