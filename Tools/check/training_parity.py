#!/usr/bin/env python3
"""Compares what training believes with what the device does: for each recording of BIDS folders the hops at which the shipped
detector raises its alarms, by Tools/training (windows, evidence, policy) and by `prodrome evaluate` (the runtime). Training keeps
windows in eighths of a microvolt, the device in 2^-8, so that now and then an input differs by one and an accumulated excess
is reached a hop or a few earlier or later.

Needs the Python packages of Tools/requirements.txt, the release build, and PYTHONPATH=Tools.

Example: PRODROME_TOOL=.build/release/prodrome PYTHONPATH=Tools Tools/check/training_parity.py chbmit-clips
Ends with "N recordings agree, N with an alarm moved, N differ"; exit code 1 if any differ in the number of alarms.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from training import alarms, corpus, quantisation, scoring
from training.settings import Settings

root = pathlib.Path(__file__).resolve().parents[2]
folder = root / "Models" / "epilepsy-detector"
settings = Settings()
model = json.loads((folder / "model.json").read_text())
encoder = quantisation.read((folder / "model.tflite").read_bytes())
point = model["default_operating_point"]
threshold, raise_excess = (model[key][point] * encoder.scale for key in ("operating_points", "raise_excess"))
policy = alarms.Policy(hop_seconds=settings.hop_seconds)
agree = near = differ = 0
for name in sys.argv[1:]:
    with tempfile.TemporaryDirectory() as temporary:
        report = pathlib.Path(temporary) / "report.json"
        command = [os.environ["PRODROME_TOOL"], "evaluate", name, "--json", "--output", str(report)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        device = {one["path"]: one["alarms"] for one in json.loads(report.read_text())["per_recording"]}
    recordings = corpus.load([pathlib.Path(name)], settings, root / ".build" / "training" / "windows")
    for recording in recordings:
        # One unit of evidence is far above what the rounding of these real numbers could hide.
        scored = scoring.scored(recording, settings, scoring.quantised_evidence(encoder))
        hops = alarms.rises(scored.scores, scored.judged, policy, threshold, raise_excess)[0]
        expected = [float(scored.hop_seconds[hop]) for hop in hops]
        file = str(pathlib.Path(recording.signal.file).relative_to(name))
        found = device[file]
        # The device names a hop's last sample, training the moment after it.
        apart = [abs(one - other) for one, other in zip(found, expected)] if len(found) == len(expected) else [float("inf")]
        if max(apart, default=0) < 0.02:
            agree += 1
        elif len(found) == len(expected):
            near += 1
            print(f"{file}: an alarm moved by up to {max(apart):.0f} s")
        else:
            differ += 1
            print(f"{file}: the device at {found}, training at {expected}")
print(f"{agree} recordings agree, {near} with an alarm moved, {differ} differ")
sys.exit(differ > 0)
