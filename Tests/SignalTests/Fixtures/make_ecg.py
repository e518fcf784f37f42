#!/usr/bin/env python3
"""Makes the ECGs that the beat detector is judged on, with beats that other people's detectors found.

Usage: Tests/SignalTests/Fixtures/make_ecg.py SCIPY_WHEEL [--output FOLDER]

- mitdb208: two minutes of record 208 (lead MLII, 360 Hz) of the MIT-BIH Arrhythmia Database, from 19:35 on, as SciPy
  1.1 to 1.9 carries it (scipy/misc/ecg.dat); a heart with many extra beats, and artefacts. Its beats: those that at least
  four of seven detectors of NeuroKit2 found.
- synthetic50, synthetic150: a minute of NeuroKit2's simulated ECG (ecgsyn) at 250 Hz, its beats found by NeuroKit2.

Each goes to NAME.i16 (int16, little-endian, 5 microvolt a unit); ecg.json has rates and beats in samples.
Needs: pip install neurokit2; pip download --no-deps scipy==1.9.3
Example: Tests/SignalTests/Fixtures/make_ecg.py scipy-1.9.3-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl
Exit code: 0 made, 2 usage.
"""
import argparse
import io
import json
import pathlib
import warnings
import zipfile

import neurokit2 as nk
import numpy as np

METHODS = [
    "neurokit", "pantompkins1985", "hamilton2002", "elgendi2010", "christov2004", "rodrigues2021", "kalidas2017",
]
CLEANED_ALIKE = {"christov2004", "rodrigues2021"}
SECONDS = 120
TOLERANCE_S = 0.15


def peaks(signal, rate, method):
    clean = nk.ecg_clean(signal, rate, method="neurokit" if method in CLEANED_ALIKE else method)
    return nk.ecg_peaks(clean, sampling_rate=rate, method=method)[1]["ECG_R_Peaks"]


def agreed(signal, rate):
    """Samples at which most detectors found a beat."""
    found = sorted((int(place), method) for method in METHODS for place in peaks(signal, rate, method))
    beats, index = [], 0
    while index < len(found):
        group = [found[index]]
        while index + len(group) < len(found) and found[index + len(group)][0] - group[0][0] < TOLERANCE_S * rate:
            group.append(found[index + len(group)])
        if 2 * len({method for _, method in group}) > len(METHODS):
            beats.append(int(np.median([place for place, _ in group])))
        index += len(group)
    return beats


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path(__file__).parent)
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    with zipfile.ZipFile(arguments.wheel) as wheel:
        with np.load(io.BytesIO(wheel.read("scipy/misc/ecg.dat"))) as data:
            # The database's units: 200 for a millivolt, which lies at 1024.
            recorded = data["ecg"].astype(int) - 1024
    records = {"mitdb208": (recorded[: SECONDS * 360], 360, agreed(recorded / 200, 360))}
    for heart_rate in (50, 150):
        signal = nk.ecg_simulate(
            duration=60, sampling_rate=250, heart_rate=heart_rate, noise=0.1, random_state=heart_rate, method="ecgsyn")
        records[f"synthetic{heart_rate}"] = (np.round(signal * 200), 250, peaks(signal, 250, "neurokit"))
    table = {}
    for name, (samples, rate, beats) in records.items():
        (arguments.output / f"{name}.i16").write_bytes(np.asarray(samples).astype("<i2").tobytes())
        table[name] = {"rate_hz": rate, "beats": [int(beat) for beat in beats if beat < len(samples)]}
    (arguments.output / "ecg.json").write_text(json.dumps(table) + "\n")


if __name__ == "__main__":
    main()
