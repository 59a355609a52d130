"""Where the clocks of a zone begin an hour, a day, a month: the reference of tests/core/calendar-edges.test.ts. Run: python3 tests/reference/calendar_edges.py"""

import json
from pathlib import Path

import pandas as pd

# zone, low, high, most bins, freq of the places expected
cases = [
    ("Europe/Berlin", "2024-03-30T10:17", "2024-04-02T05:00", 14, "6h"),
    ("Europe/Berlin", "2024-10-26T10:17", "2024-10-28T05:00", 60, "H"),
    ("Europe/Berlin", "2024-03-01T10:17", "2024-04-20T05:00", 64, "D"),
    ("America/New_York", "2024-01-20T10:17", "2024-12-31T23:59", 64, "W-MON"),
    ("America/Santiago", "2024-08-20T10:17", "2024-10-01T05:00", 64, "D"),
    ("Asia/Kolkata", "2020-02-29T23:17", "2024-12-31T23:59", 64, "MS"),
    ("Pacific/Auckland", "1990-02-28T23:17", "2024-12-31T23:59", 64, "AS"),
    ("UTC", "2024-02-28T23:17", "2024-02-28T23:55", 64, "T"),
]


def places(zone, low, high, freq):
    """Local places around the stretch, then kept from the last at or before its begin to the first after its end."""
    low, high = (pd.Timestamp(text).tz_localize(zone) for text in (low, high))
    local = pd.date_range("1989-01-01", "2026-01-01", freq=freq)
    near = local[(local >= low.tz_localize(None) - pd.Timedelta(days=800)) & (local <= high.tz_localize(None) + pd.Timedelta(days=800))]
    moments = pd.DatetimeIndex(near.tz_localize(zone, ambiguous=[True] * len(near), nonexistent="shift_forward")).drop_duplicates()
    moments = moments.sort_values()
    first = moments[moments <= low][-1]
    last = moments[moments > high][0]
    kept = moments[(moments >= first) & (moments <= last)]
    return low, high, [int(moment.timestamp() * 1000) for moment in kept]


found = []
for zone, low, high, most, freq in cases:
    begin, end, edges = places(zone, low, high, freq)
    found.append({"zone": zone, "low": int(begin.timestamp() * 1000), "high": int(end.timestamp() * 1000), "most": most, "every": freq, "edges": edges})
Path(__file__).with_suffix(".json").write_text(json.dumps(found) + "\n")
