#!/usr/bin/env python3
"""Checks a log's exports for BIDS and FHIR with other people's readers: bids-validator and MNE-BIDS, fhir.resources.

Usage: formats.py PRODROME

Replays the shipped recording into a log and exports it. Every path of the dataset must be one that bids-validator
allows, MNE-BIDS must read the recording with the alarm at the second at which the replay raised it, and fhir.resources
must take the collection, with one observation for each alarm and shares that are the log's.

Example: Tools/check/formats.py .build/release/prodrome
Exit code: 0 all hold, 1 not.
"""
import json
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
    yield "bids-validator allows every path", len(paths) == 7 and not wrong, wrong or f"{len(paths)} files"
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


def main():
    prodrome = sys.argv[1]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        log = folder / "log"
        run(prodrome, "replay", DEMO, "--log", log)
        records = [json.loads(line) for line in run(prodrome, "log", "export", log, "--format", "jsonl").splitlines()]
        alarm = next(record for record in records if record["type"] == "alarm")
        alarm["clips"] = [record for record in records if record["type"] == "clip"]
        results = [*bids(prodrome, log, folder / "bids", alarm), *fhir(prodrome, log, alarm)]
    for name, holds, detail in results:
        print(f"{'ok' if holds else 'FAILED'}  {name}: {detail}")
    sys.exit(0 if all(holds for _, holds, _ in results) else 1)


if __name__ == "__main__":
    main()
