#!/usr/bin/env python3
"""Checks a log's exports for BIDS and FHIR with other people's readers: bids-validator and MNE-BIDS, fhir.resources.

Usage: formats.py PRODROME

Replays the shipped recording into a log and exports it. Every path of the dataset must be one that bids-validator
allows, MNE-BIDS must read the recording with the alarm at the second at which the replay raised it, and fhir.resources
must take the collection, with one observation for each alarm and shares that are the log's. Then the alarm is marked, as
a reviewer would: the recordings made of marks must be read, evaluated and taken for learning as the mark says.

Example: Tools/check/formats.py .build/release/prodrome
Exit code: 0 all hold, 1 not.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

import mne
from bids_validator import BIDSValidator
from fhir.resources.R4B.bundle import Bundle
from mne_bids import get_entity_vals, read_raw_bids, BIDSPath

warnings.simplefilter("ignore")
mne.set_log_level("ERROR")
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
DEMO = pathlib.Path(__file__).resolve().parents[2] / "Models" / "demo" / "chb01_03.edf"


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def bids(prodrome, log, folder, alarm):
    run(prodrome, "log", "export", log, "--format", "bids", "--output", folder)
    paths = sorted("/" + str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    wrong = [path for path in paths if not BIDSValidator().is_bids(path)]
    yield "bids-validator allows every path", len(paths) == 8 and not wrong, wrong or f"{len(paths)} files"
    person, session = (get_entity_vals(folder, key)[0] for key in ("subject", "session"))
    raw = read_raw_bids(BIDSPath(subject=person, session=session, task="monitoring", datatype="eeg", root=folder))
    seen = [(float(one["onset"]), one["description"]) for one in raw.annotations if str(one["description"]).startswith("sz")]
    # The file begins with the first clip, ten seconds of clips before the alarm's own.
    first = min(record["first_model_sample"] for record in alarm["clips"]) / 128
    expected = alarm["t_s"] - first
    fits = len(seen) == 1 and abs(seen[0][0] - expected) < 0.01
    yield "MNE-BIDS reads the recording and its alarm", fits, f"{seen}, expected {expected:.3f} s"
    yield "MNE-BIDS finds all channels", len(raw.ch_names) == 18 and abs(raw.info["sfreq"] - 128) < 1e-9, len(raw.ch_names)


def fhir(prodrome, log, alarm):
    bundle = Bundle.model_validate_json(run(prodrome, "log", "export", log, "--format", "fhir"))
    kinds = [entry.resource.get_resource_type() for entry in bundle.entry]
    yield "fhir.resources takes the collection", kinds == ["Device", "DeviceMetric", "Observation"], kinds
    observation = bundle.entry[2].resource
    shares = [float(part.valueQuantity.value) for part in observation.component]
    expected = [round(channel["share"] * 100, 1) for channel in alarm["channels"] if channel["share"] > 0]
    yield "its shares are the log's", shares == expected, shares[:3]


def reviewed(prodrome, log, folder, alarm):
    """The loop of a review up to the recordings that learning takes."""
    from training import corpus

    def export(verdict, *times):
        output = folder / f"{verdict}-{len(times)}" / "deep" / "reviewed"
        run(prodrome, "mark", log, "1", verdict, "--by", "A", *times)
        run(prodrome, "log", "export", log, "--format", "bids", "--marked", "--output", output)
        return output, next(output.rglob("*_eeg.edf"))

    first = min(record["first_model_sample"] for record in alarm["clips"]) / 128
    onset, end = alarm["t_s"] - 5, alarm["t_s"] + 12
    output, recording = export("seizure", "--onset", onset, "--end", end)
    wrong = [path for path in output.rglob("*") if path.is_file() and not BIDSValidator().is_bids(f"/{path.relative_to(output)}")]
    yield "bids-validator allows every path of what was marked", not wrong, wrong
    spans = corpus.seizures(recording)
    fits = len(spans) == 1 and max(abs(spans[0][0] - onset + first), abs(spans[0][1] - end + first)) < 0.001
    yield "learning takes the seizure where the reviewer put it", fits, spans
    found = json.loads(run(prodrome, "evaluate", output, "--json"))["per_recording"]
    yield "so does evaluating", [one["seizures"] for one in found] == [1], found[0]["seizures"]
    output, recording = export("false")
    found = json.loads(run(prodrome, "evaluate", output, "--json"))["per_recording"]
    none = corpus.seizures(recording) == [] and [one["seizures"] for one in found] == [0]
    yield "a false alarm is a recording without a seizure", none, found[0]["seizures"]
    run(prodrome, "mark", log, "1", "unsure", "--by", "A")
    command = [prodrome, "log", "export", log, "--format", "bids", "--marked", "--output", folder / "unsure"]
    done = subprocess.run(command, capture_output=True, text=True)
    yield "what nobody is sure of is left out aloud", done.returncode == 65 and "unsure" in done.stderr, done.stderr.splitlines()[0]


def main():
    prodrome = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        log = folder / "log"
        run(prodrome, "replay", DEMO, "--log", log)
        records = [json.loads(line) for line in run(prodrome, "log", "export", log, "--format", "jsonl").splitlines()]
        alarm = next(record for record in records if record["type"] == "alarm")
        alarm["clips"] = [record for record in records if record["type"] == "clip"]
        results = [*bids(prodrome, log, folder / "bids", alarm), *fhir(prodrome, log, alarm)]
        results += reviewed(prodrome, log, folder, alarm)
    for name, holds, detail in results:
        print(f"{'ok' if holds else 'FAILED'}  {name}: {detail}")
    sys.exit(0 if all(holds for _, holds, _ in results) else 1)


if __name__ == "__main__":
    main()
