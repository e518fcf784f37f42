#!/usr/bin/env python3
"""Checks a log's exports with other people's readers: timescoring for the TSV, MNE and pyedflib for the EDF+.

Usage: exports.py PRODROME

Replays the shipped recording into a log, verifies it, and exports it in every format. The digest must be the replay's, the
alarms of the JSON lines the replay's, the TSV must score in timescoring as `PRODROME evaluate` scores the recording, and
the EDF+ must open with the alarm as an annotation and hold the samples that the exact BDF+ holds.
"""
import csv
import io
import json
import pathlib
import subprocess
import warnings

import mne
import numpy
import pyedflib
from timescoring import scoring
from timescoring.annotations import Annotation

import verdict

warnings.simplefilter("ignore")
mne.set_log_level("ERROR")

DEMO = pathlib.Path(__file__).resolve().parents[2] / "Models" / "demo"
COLUMNS = ["onset", "duration", "eventType", "confidence", "channels", "dateTime", "recordingDuration"]
RATE_HZ = 10


def run(*command):
    """Standard output of a command that must succeed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def annotation(text):
    """A SzCORE table as timescoring's annotation."""
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    seconds = float(rows[0]["recordingDuration"])
    events = [
        (float(row["onset"]), float(row["onset"]) + float(row["duration"]))
        for row in rows
        if row["eventType"].startswith("sz")
    ]
    return Annotation(events, RATE_HZ, int(seconds * RATE_HZ))


def checks(prodrome, folder):
    """Yields what was checked and whether it holds."""
    log = folder / "log"
    replay = lines(run(prodrome, "replay", DEMO / "chb01_03.edf", "--log", log, "--json"))
    summary = replay[-1]
    alarms = [line for line in replay if line["type"] == "alarm"]

    verdict = lines(run(prodrome, "log", "verify", log, "--allow-unauthenticated", "--json"))[-1]
    yield "the log is intact", verdict["intact"] is True
    yield "the log's digest is the replay's", run(prodrome, "log", "digest", log).strip() == summary["digest"]

    logged = lines(run(prodrome, "log", "export", log, "--format", "jsonl"))
    for alarm in alarms:
        alarm.pop("file")
    kept = [line for line in logged if line["type"] == "alarm"]
    yield "the log's alarms are the replay's", len(kept) == len(alarms) > 0 and all(
        line[key] == value for line, alarm in zip(kept, alarms) for key, value in alarm.items()
    )
    scores = [line for line in logged if line["type"] == "decision"]
    yield "every decision's score is the sum of its evidence", scores != [] and all(
        line["score"] == sum(channel["evidence"] or 0 for channel in line["channels"]) for line in scores
    )

    table = run(prodrome, "log", "export", log, "--format", "tsv")
    yield "the TSV has SzCORE's columns", table.splitlines()[0].split("\t") == COLUMNS
    reference = annotation((DEMO / "chb01_03_events.tsv").read_text())
    theirs = scoring.EventScoring(reference, annotation(table))
    data = folder / "data" / "sub-01" / "eeg"
    data.mkdir(parents=True)
    (data / "sub-01_task-demo_eeg.edf").write_bytes((DEMO / "chb01_03.edf").read_bytes())
    (data / "sub-01_task-demo_events.tsv").write_bytes((DEMO / "chb01_03_events.tsv").read_bytes())
    ours = json.loads(run(prodrome, "evaluate", folder / "data", "--json"))
    yield "the TSV scores in timescoring as `evaluate` scores the recording", (
        ours["detected"] == theirs.tp and ours["false_alarms"] == theirs.fp and ours["seizures"] == theirs.refTrue
    )
    yield from recordings(prodrome, log, folder, [alarm for alarm in alarms if alarm["phase"] == "raised"])


def recordings(prodrome, log, folder, raised):
    """Yields the checks of the EDF+ and BDF+."""
    run(prodrome, "log", "export", log, "--format", "edf", "--output", folder / "clips.edf")
    run(prodrome, "log", "export", log, "--format", "bdf", "--output", folder / "clips.bdf")
    raw = mne.io.read_raw_edf(folder / "clips.edf", preload=True)
    texts = [text for text in raw.annotations.description if "seizure" in text.lower()]
    yield "MNE reads the EDF+ with its alarm", len(texts) >= len(raised) > 0
    names = [channel["name"] for channel in raised[0]["channels"]]
    yield "the EDF+ has the channels that the alarm names", set(names) <= set(raw.ch_names)
    exact = mne.io.read_raw_bdf(folder / "clips.bdf", preload=True)
    step = 0.5e-6
    yield "the EDF+ holds the samples of the exact BDF+", raw.get_data().shape == exact.get_data().shape and bool(
        numpy.abs(raw.get_data() - exact.get_data()).max() <= step
    )
    with pyedflib.EdfReader(str(folder / "clips.edf")) as reader:
        yield "pyedflib reads the EDF+", reader.signals_in_file == len(raw.ch_names)


if __name__ == "__main__":
    verdict.conclude(__doc__, checks)
