"""Forecasts by statsmodels, for tests/stages/forecast. Run: python3 tests/reference/forecast.py"""
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(17)
n = 96
t = np.arange(n)
level = np.cumsum(rng.normal(0, 0.6, n))
sales = (60 + 0.5 * t + level) * (1 + 0.2 * np.sin(2 * np.pi * t / 12)) * np.exp(rng.normal(0, 0.02, n))
shocks = rng.normal(size=220)
arma = np.zeros(220)
for i in range(2, 220):
    arma[i] = 3 + 0.6 * (arma[i - 1] - 3) - 0.3 * (arma[i - 2] - 3) + shocks[i] + 0.4 * shocks[i - 1]
arma = arma[20:]
walk = 50 + np.cumsum(0.3 + rng.normal(size=80))
series = {"sales": sales, "arma": arma, "walk": walk}
num = lambda values: [round(float(v), 9) for v in np.atleast_1d(values)]

ets = []
for error in ("add", "mul"):
    for trend, damped in ((None, False), ("add", False), ("add", True)):
        for season in (None, "add", "mul"):
            if error == "add" and season == "mul":
                continue
            model = ETSModel(pd.Series(sales), error=error, trend=trend, damped_trend=damped, seasonal=season, seasonal_periods=12 if season else None)
            names = model.param_names
            start = {"smoothing_level": 0.4, "smoothing_trend": 0.1, "smoothing_seasonal": 0.2, "damping_trend": 0.93,
                     "initial_level": 60.0, "initial_trend": 0.4}
            for i in range(12):  # statsmodels counts the phases backwards from the one before the first value
                start[f"initial_seasonal.{11 - i}"] = (1 + 0.2 * np.sin(2 * np.pi * i / 12)) if season == "mul" else 12 * np.sin(2 * np.pi * i / 12)
            params = np.array([start[k] for k in names])
            fixed = model.smooth(params)
            best = model.fit(disp=False, maxiter=2000)
            prediction = fixed.get_prediction(start=n, end=n + 17)
            exact = season != "mul"
            ets.append({"error": error, "trend": "none" if trend is None else "damped" if damped else "add", "season": season or "none",
                        "llf": float(fixed.llf), "best": float(best.llf), "forecast": num(fixed.forecast(18)),
                        "variance": num(prediction.forecast_variance) if exact and error == "add" else None})

arima = []
for name, order, seasonal, constant in (
    ("arma", (2, 0, 1), (0, 0, 0, 0), True), ("arma", (1, 0, 0), (0, 0, 0, 0), True), ("arma", (0, 0, 2), (0, 0, 0, 0), False),
    ("walk", (1, 1, 1), (0, 0, 0, 0), True), ("sales", (0, 1, 1), (0, 1, 1, 12), False), ("sales", (2, 0, 0), (1, 1, 0, 12), True),
    ("walk", (0, 2, 1), (0, 0, 0, 0), False), ("sales", (1, 0, 2), (1, 0, 1, 12), True),
):
    y = series[name]
    w = np.diff(y, order[1])
    for _ in range(seasonal[1]):
        w = w[12:] - w[:-12]
    # differences are taken by hand, so that both sides look at the same values and no diffuse start comes between
    model = SARIMAX(w, order=(order[0], 0, order[2]), seasonal_order=(seasonal[0], 0, seasonal[2], seasonal[3]),
                    exog=np.ones(len(w)) if constant else None)
    fit = model.fit(disp=False, maxiter=1000)
    given = dict(zip(model.param_names, fit.params))
    ahead = fit.get_forecast(24, exog=np.ones(24) if constant else None)
    arima.append({"series": name, "order": order, "seasonal": seasonal[:3], "constant": constant, "llf": float(fit.llf),
                  "ar": num([v for k, v in given.items() if k.startswith("ar.L")] or []), "ma": num([v for k, v in given.items() if k.startswith("ma.L")] or []),
                  "sar": num([v for k, v in given.items() if k.startswith("ar.S")] or []), "sma": num([v for k, v in given.items() if k.startswith("ma.S")] or []),
                  "mean": float(given.get("const", given.get("x1", 0.0))), "sigma2": float(given["sigma2"]),
                  "forecast": num(ahead.predicted_mean), "se": num(ahead.se_mean)})

theta = ThetaModel(walk, deseasonalize=False, period=1).fit(use_mle=False)
out = {"series": {k: num(v) for k, v in series.items()}, "ets": ets, "arima": arima,
       "theta": {"b0": float(theta.params["b0"]), "alpha": float(theta.params["alpha"]), "forecast": num(theta.forecast(12, theta=2))}}
(here / "forecast.json").write_text(json.dumps(out))
for e in ets: print(e["error"], e["trend"], e["season"], e["llf"], e["best"])
for a in arima: print(a["series"], a["order"], a["seasonal"], a["llf"], a["mean"])
print(out["theta"]["b0"], out["theta"]["alpha"])
