"""Factors of units by scipy.constants, for tests/core/units.test.ts. Run: python3 tests/reference/units.py"""
import json
import pathlib

from scipy import constants as c

here = pathlib.Path(__file__).parent
known = {"in": c.inch, "ft": c.foot, "yd": c.yard, "mi": c.mile, "nmi": c.nautical_mile, "µm": c.micron,
         "g": c.gram, "t": c.metric_ton, "lb": c.lb, "oz": c.oz, "st": c.stone,
         "min": c.minute, "h": c.hour, "d": c.day, "wk": c.week,
         "km/h": c.kmh, "mph": c.mph, "kn": c.knot, "ft/s": c.foot,
         "ha": c.hectare, "ac": c.acre, "ft²": c.foot ** 2,
         "l": c.liter, "gal": c.gallon, "fl oz": c.fluid_ounce,
         "bar": c.bar, "atm": c.atm, "psi": c.psi, "hPa": 100.0,
         "kcal": 1000 * c.calorie, "kWh": 1000 * c.hour, "hp": c.hp,
         "KiB": c.kibi, "MiB": c.mebi, "GiB": c.gibi, "°": c.degree, "°F": 5 / 9}
(here / "units.json").write_text(json.dumps([[name, float(value), 0] for name, value in known.items()], ensure_ascii=False))
