"""Distribution functions by SciPy, for tests/kernels/distributions.test.ts. Run: python3 tests/reference/distributions.py"""
import json
import pathlib

from scipy import optimize, special, stats

cases = []


def add(name, args, value):
    cases.append({"name": name, "args": [float(a) for a in args], "value": float(value)})


for z in [-37, -20, -8, -5, -2.5, -1, -0.1, -1e-8, 0, 1e-5, 0.3, 0.99, 1.4142, 1.96, 3, 4.5, 7, 12, 30]:
    add("normalCdf", [z], stats.norm.cdf(z))
    add("normalSf", [z], stats.norm.sf(z))
for p in [1e-300, 1e-50, 1e-12, 1e-5, 0.001, 0.025, 0.2, 0.4999, 0.5, 0.5001, 0.8, 0.975, 0.999, 1 - 1e-9]:
    add("normalQuantile", [p], stats.norm.ppf(p))
for df in [0.5, 1, 2, 3, 7.5, 30, 150, 1000, 20000, 1e6]:
    for factor in [0.01, 0.3, 0.9, 0.99, 1, 1.01, 1.1, 2, 6]:
        x = df * factor
        add("chiSquareCdf", [x, df], stats.chi2.cdf(x, df))
        add("chiSquareSf", [x, df], stats.chi2.sf(x, df))
    for p in [0.001, 0.025, 0.5, 0.975]:
        add("chiSquareQuantile", [p, df], stats.chi2.ppf(p, df))
for df in [0.7, 1, 2, 4, 9, 30, 200, 5000, 1e6]:
    for t in [-40, -5, -2, -0.5, -1e-3, 0, 1e-6, 0.2, 1, 2.2, 6, 25]:
        add("tCdf", [t, df], stats.t.cdf(t, df))
        add("tSf", [t, df], stats.t.sf(t, df))
    for p in [1e-6, 0.025, 0.3, 0.49, 0.5, 0.7, 0.975, 0.9995]:
        # stats.t.ppf is off by 2e-9 at (1e-6, 200), as mpmath shows, so SciPy's own cdf is solved instead.
        scale = abs(stats.t.ppf(p, df)) + 1
        add("tQuantile", [p, df], optimize.brentq(lambda t: stats.t.cdf(t, df) - p, -2 * scale, 2 * scale, xtol=1e-14, rtol=1e-14))
for a, b in [(0.5, 0.5), (1, 1), (1, 30), (2, 5), (49, 3), (120, 80), (3000, 27000), (1e5, 2e5), (0.1, 7)]:
    for x in [1e-6, 0.01, 0.1, 0.33, 0.5, 0.6, 0.9, 0.999]:
        add("betaCdf", [x, a, b], stats.beta.cdf(x, a, b))
        add("betaSf", [x, a, b], stats.beta.sf(x, a, b))
    for p in [0.001, 0.025, 0.5, 0.975]:
        add("betaQuantile", [p, a, b], stats.beta.ppf(p, a, b))
for d1, d2 in [(1, 1), (1, 10), (2, 7), (5, 200), (40, 12), (300, 4000)]:
    for x in [0.01, 0.4, 0.9, 1, 1.2, 3, 20]:
        add("fCdf", [x, d1, d2], stats.f.cdf(x, d1, d2))
        add("fSf", [x, d1, d2], stats.f.sf(x, d1, d2))
    for p in [0.025, 0.5, 0.95]:
        add("fQuantile", [p, d1, d2], stats.f.ppf(p, d1, d2))
for x in [0.05, 0.2, 0.4, 0.7, 0.95, 1, 1.05, 1.36, 2, 3, 5]:
    add("kolmogorovSf", [x], special.kolmogorov(x))
    add("kolmogorovCdf", [x], stats.kstwobign.cdf(x))
for n, p in [(1, 0.5), (10, 0.5), (25, 0.03), (200, 0.5), (5000, 0.7)]:
    for k in sorted({0, n // 10, n // 3, n // 2, int(n * p), n - 1, n}):
        add("binomialCdf", [k, n, p], stats.binom.cdf(k, n, p))
        add("binomialDensity", [k, n, p], stats.binom.pmf(k, n, p))
for x in [0.1, 0.5, 1, 1.5, 2, 10, 100.5, 1e5]:
    add("logGamma", [x], special.gammaln(x))

here = pathlib.Path(__file__).parent
(here / "distributions.json").write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
