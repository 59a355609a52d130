"""Clock times and moments by Python's zoneinfo, for tests/core/time-zone.test.ts. Run: python3 tests/reference/zones.py"""
import json
import pathlib
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

here = pathlib.Path(__file__).parent
rng = random.Random(7)
epoch = datetime(1970, 1, 1)
zones = ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia",
         "Africa/Casablanca", "America/St_Johns", "Europe/Dublin", "Asia/Tehran", "UTC"]


def ms(naive):
    return round((naive - epoch) / timedelta(milliseconds=1))


def clock(moment, zone):
    """What the clocks show, as if they showed UTC."""
    return ms(datetime.fromtimestamp(0, zone).tzinfo.fromutc((epoch + timedelta(milliseconds=moment)).replace(tzinfo=zone)).replace(tzinfo=None))


def moments(shown, zone):
    """The moments at which the clocks show a time: both readings of it that come back as what they were."""
    naive = epoch + timedelta(milliseconds=shown)
    found = {ms(naive.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc).replace(tzinfo=None)) for fold in (0, 1)}
    return sorted(moment for moment in found if clock(moment, zone) == shown)


out = {}
for name in zones:
    zone = ZoneInfo(name)
    instants = [rng.randrange(-2_000_000_000, 2_000_000_000) * 1000 for _ in range(60)]
    # Around every change of the clocks of three years, to the minute.
    edges = []
    start = ms(datetime(2009, 1, 1))
    for hour in range(0, 3 * 366 * 24):
        at = start + hour * 3_600_000
        if clock(at, zone) - at != clock(at + 3_600_000, zone) - at - 3_600_000:
            edges += [at + minutes * 60_000 for minutes in range(0, 61, 20)]
    instants += edges
    shown = [clock(at, zone) + away for at in edges for away in (-3_600_000, 0, 1_800_000, 3_600_000)]
    out[name] = {"clock": [[at, clock(at, zone)] for at in instants], "moments": [[at, moments(at, zone)] for at in sorted(set(shown))]}
(here / "zones.json").write_text(json.dumps(out, separators=(",", ":")))
