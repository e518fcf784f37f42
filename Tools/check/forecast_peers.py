#!/usr/bin/env python3
"""Compares the judge of forecasts with other people's: sefef and scitex-seizure-metrics from PyPI, where they agree with the papers.

Usage: forecast_peers.py PRODROME

Makes people with seizures in the mornings, in the week, and at any time, has `PRODROME forecast evaluate` judge them by the hour, and gives
its windows to the peers: they must find the same area under the curve, area under sensitivity against time in warning, sensitivity, time in
warning, Brier score and skill; the same reliability but for where a bin ends. sefef counts windows and not seizures: the windows here do not overlap, and
each holds one lead event at most. Exit code: 0 all agree, 1 something does not, 77 the peers cannot be had.
"""
import csv
import json
import os
import pathlib
import random
import subprocess
import sys
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLACE = ROOT / ".build" / "forecast-peers"
PACKAGES = ("sefef==3.0.0", "scitex-seizure-metrics==0.2.1")


def inside():
    """Runs this program again with the peers' own Python."""
    python = PLACE / "bin" / "python"
    mark = PLACE / "installed.txt"
    if not mark.exists() or mark.read_text().split() != list(PACKAGES):
        venv.create(PLACE, with_pip=True, clear=True)
        if subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]).returncode:
            print(f"skipped: {' and '.join(PACKAGES)} cannot be installed from PyPI: nothing to compare with", file=sys.stderr)
            raise SystemExit(77)
        mark.write_text("\n".join(PACKAGES))
    os.execv(python, [str(python), __file__, *sys.argv[1:], "--inside"])


def make_people(folder):
    """Half a year each, times in whole seconds."""
    generator = random.Random(15)
    day = 86_400
    times = {
        "mornings": [n * day + generator.uniform(0.2, 0.4) * day for n in range(180) if generator.random() < 0.6],
        "weekly": [n * day + generator.uniform(0, day) for n in range(180) if generator.random() < (0.9 if n % 7 < 2 else 0.2)],
        "random": [generator.uniform(0, 180 * day) for _ in range(110)],
    }
    for name, onsets in times.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "events.tsv").write_text("onset_s\n" + "".join(f"{int(onset)}\n" for onset in sorted(onsets)))


def compare(tool, folder):
    """Pairs of what is compared and whether it agrees."""
    import numpy
    import scitex_seizure_metrics.calibration as calibration
    import sklearn.metrics
    from sefef.scoring import Scorer

    make_people(folder / "people")
    table = folder / "windows.tsv"
    command = [tool, "forecast", "evaluate", folder / "people", "--json", "--windows", table]
    people = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["people"]
    with table.open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for figures in people:
        own = [row for row in rows if row["person"] == figures["person"]]
        forecast, rate = (numpy.array([float(row[name]) for row in own]) for name in ("forecast", "running_rate"))
        lead, warned = (numpy.array([int(row[name]) for row in own]) for name in ("lead", "warned"))
        times = 3600 * numpy.arange(len(own))
        onsets = times[lead == 1] + 60

        def sefef(values, threshold, *names):
            found = Scorer(list(names), onsets, 3600).compute_metrics(values, times, threshold=threshold, draw_diagram=False)
            return [float(found[name]) for name in names]

        area, reliability, brier = sefef(forecast, 0.5, "AUC_TiW", "reliability", "BS")
        sensitivity, time_in_warning = sefef(warned, 0.5, "Sen", "TiW")
        report = calibration.calibration_report(lead, forecast, strategy="quantile")
        reference = calibration.calibration_report(lead, rate).brier
        yield from (
            (f"{figures['person']}: {name} {mine:.6f}, {peer} {theirs:.6f}", abs(mine - theirs) <= tolerance)
            for name, mine, peer, theirs, tolerance in (
                ("AUC", figures["auc"], "scikit-learn", sklearn.metrics.roc_auc_score(lead, forecast), 1e-9),
                ("area by time in warning", figures["warning_area"], "sefef", area, 1e-9),
                ("sensitivity", figures["sensitivity"], "sefef", sensitivity, 1e-12),
                ("time in warning", figures["time_in_warning"], "sefef", time_in_warning, 1e-12),
                ("Brier score", figures["brier"], "sefef", brier, 1e-9),
                ("Brier score", figures["brier"], "scitex", report.brier, 1e-12),
                ("Brier skill", figures["brier_skill"], "scitex", 1 - report.brier / reference, 1e-9),
                # A forecast at a bin's end may be counted in the next one.
                ("reliability", figures["reliability"], "sefef", reliability, 0.05 * reliability + 1e-7),
                ("reliability", figures["reliability"], "scitex", report.reliability, 0.05 * reliability + 1e-7),
            ))


if __name__ == "__main__":
    if "--inside" not in sys.argv:
        if len(sys.argv) != 2:
            raise SystemExit(__doc__)
        inside()
    sys.argv.remove("--inside")
    import verdict

    verdict.conclude(__doc__, compare)
