#!/usr/bin/env python3
"""Compares Prodrome's reading and writing of EDF and BDF files with pyedflib's and MNE's.

Usage: edf_conformance.py PRODROME FOLDER [GENERATED]

Every .edf and .bdf file under FOLDER is read by `PRODROME recording info FILE --json --samples` and by both libraries:
header fields, number of samples, SHA-256 of the digital samples of every signal, physical minimum, mean and maximum, and
annotations must agree. Then `PRODROME recording copy` writes each anew, and the copy must hold the same and be read alike.
A library that refuses a file is named; a file that all three refuse passes. pyedflib takes no discontinuous files, so of
those MNE alone judges, which knows no gaps: there only annotations before its own end are compared. With GENERATED, so many files with random headers (`edf_headers.py`) are written and checked too.
"""
import hashlib
import json
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings

import mne
import numpy
import pyedflib

import edf_headers

warnings.simplefilter("ignore")
mne.set_log_level("ERROR")

VOLTS = {"uV": 1e-6, "µV": 1e-6, "mV": 1e-3, "V": 1.0, "nV": 1e-9}


class Differences(list):
    """What does not agree, in sentences, and how many values were compared."""

    compared = 0

    def equal(self, name, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.append(f"{name}: prodrome {ours!r}, peer {theirs!r}")

    def close(self, name, ours, theirs, tolerance):
        self.compared += 1
        if not math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=tolerance):
            self.append(f"{name}: prodrome {ours!r}, peer {theirs!r}")


def info(tool, path):
    """Prodrome's report, or its error as a string."""
    run = subprocess.run([tool, "recording", "info", str(path), "--json", "--samples"], capture_output=True, text=True)
    if run.returncode == 0:
        return json.loads(run.stdout)
    return run.stderr.strip() or f"exit code {run.returncode} without a message"


def step(signal):
    """Physical size of one code: differences far below it are rounding."""
    return abs((signal["physical_maximum"] - signal["physical_minimum"])
               / (signal["digital_maximum"] - signal["digital_minimum"]))


def compare_annotations(different, name, ours, theirs):
    """Both as (onset, duration, text); pyedflib counts onsets in 100 ns, MNE rounds them to microseconds."""
    different.equal(f"{name} annotations", len(ours), len(theirs))
    for index, (one, other) in enumerate(zip(sorted(ours), sorted(theirs))):
        different.close(f"{name} annotation {index} onset", one[0], other[0], 2e-6)
        different.close(f"{name} annotation {index} duration", one[1], other[1], 2e-6)
        different.equal(f"{name} annotation {index} text", one[2], other[2])


def compare_pyedflib(different, report, path):
    """Compares with pyedflib; gives its refusal as a string, or None."""
    try:
        reader = pyedflib.EdfReader(str(path))
    except OSError as error:
        return str(error).split(": ")[-1] if str(path) in str(error) else str(error)
    with reader:
        peers = [i for i in range(reader.signals_in_file) if not reader.getLabel(i).endswith("DF Annotations")]
        signals = [signal for signal in report["signals"] if signal["kind"] != "annotations"]
        different.equal("pyedflib signals", len(signals), len(peers))
        different.equal("pyedflib start", report["start"], reader.getStartdatetime().replace(microsecond=0).isoformat())
        different.equal("pyedflib records", report["records"], reader.datarecords_in_file)
        different.close("pyedflib data", report["data_s"], reader.file_duration, 1e-6)
        for signal, peer in zip(signals, peers):
            name = f"pyedflib signal {signal['index']}"
            different.equal(f"{name} label", signal["label"], reader.getLabel(peer))
            different.equal(f"{name} transducer", signal["transducer"], reader.getTransducer(peer))
            different.equal(f"{name} dimension", signal["dimension"], reader.getPhysicalDimension(peer))
            different.equal(f"{name} prefiltering", signal["prefiltering"], reader.getPrefilter(peer))
            different.equal(f"{name} samples per record", signal["samples_per_record"], reader.samples_in_datarecord(peer))
            different.close(f"{name} rate", signal["rate_hz"], reader.getSampleFrequency(peer), 1e-9)
            different.close(f"{name} physical minimum", signal["physical_minimum"], reader.getPhysicalMinimum(peer), 1e-12)
            different.close(f"{name} physical maximum", signal["physical_maximum"], reader.getPhysicalMaximum(peer), 1e-12)
            different.equal(f"{name} digital minimum", signal["digital_minimum"], reader.getDigitalMinimum(peer))
            different.equal(f"{name} digital maximum", signal["digital_maximum"], reader.getDigitalMaximum(peer))
            samples = signal["samples"]
            digital = reader.readSignal(peer, digital=True)
            different.equal(f"{name} samples", samples["count"], len(digital))
            digest = hashlib.sha256(digital.astype("<i4").tobytes()).hexdigest()
            different.equal(f"{name} digest", samples["sha256"], digest)
            physical = reader.readSignal(peer)
            tolerance = 1e-6 * step(signal)
            different.close(f"{name} minimum", samples["physical_minimum"], float(physical.min()), tolerance)
            different.close(f"{name} mean", samples["physical_mean"], float(physical.mean()), tolerance)
            different.close(f"{name} maximum", samples["physical_maximum"], float(physical.max()), tolerance)
        is_plain = report["format"] in ("EDF", "BDF")
        if not is_plain:  # pyedflib reads annotations only where the header declares EDF+ or BDF+.
            ours = [(a["onset_s"], -1.0 if a["duration_s"] is None else a["duration_s"], a["text"])
                    for a in report["annotations"]]
            onsets, durations, texts = reader.readAnnotations()
            compare_annotations(different, "pyedflib", ours, list(zip(onsets, durations, map(str, texts))))
    return None


def open_mne(path, labels=None):
    """Opens with MNE as the extension says, only the given labels where any are given."""
    read = mne.io.read_raw_bdf if path.suffix.lower() == ".bdf" else mne.io.read_raw_edf
    return read(path, include=labels) if labels else read(path)


def compare_mne(different, report, path):
    """Compares with MNE, rate by rate since MNE resamples; gives its refusal as a string, or None."""
    signals = [signal for signal in report["signals"] if signal["kind"] != "annotations"]
    rates = sorted({signal["samples_per_record"] for signal in signals})
    try:
        whole = open_mne(path)
    except Exception as error:  # MNE raises whatever its parsing runs into.
        return f"{type(error).__name__}: {error}"
    if signals:  # Without signals MNE makes up a duration and crops the annotations to it.
        ours = [(a["onset_s"], a["duration_s"] or 0.0, a["text"]) for a in report["annotations"]]
        theirs = [(float(a["onset"]), float(a["duration"]), str(a["description"])) for a in whole.annotations]
        last = report["annotations"][-1]["onset_s"] if report["annotations"] else 0
        if (report["duration_s"] or last) > report["data_s"] + 0.01:
            # MNE knows no gaps: it lets the records follow each other and drops what lies behind the last one.
            end = report["data_s"] - 1e-5
            ours = [a for a in ours if a[0] + a[1] < end]
            theirs = [a for a in theirs if a[0] + a[1] < end]
        compare_annotations(different, "MNE", ours, theirs)
    for rate in rates:
        group = [signal for signal in signals if signal["samples_per_record"] == rate]
        raw = whole if len(rates) == 1 else open_mne(path, sorted({signal["label"] for signal in group}))
        different.equal(f"MNE signals of {rate} samples per record", len(group), len(raw.ch_names))
        if len(group) != len(raw.ch_names):
            continue
        different.close(f"MNE rate of {rate} samples per record", group[0]["rate_hz"], raw.info["sfreq"], 1e-6)
        data = raw.get_data()
        for signal, values, kind in zip(group, data, raw.get_channel_types()):
            if kind == "stim":  # MNE gives trigger channels unscaled and masked.
                continue
            name = f"MNE signal {signal['index']}"
            different.equal(f"{name} samples", signal["samples"]["count"], len(values))
            # Units that MNE does not know stay as they are.
            unit = VOLTS.get(signal["dimension"], 1.0)
            tolerance = 1e-6 * step(signal) * unit
            if signal["samples"]["physical_minimum"] is None:  # A signal without a scale: whatever MNE makes of it.
                continue
            different.close(f"{name} minimum", signal["samples"]["physical_minimum"] * unit, float(values.min()), tolerance)
            different.close(f"{name} mean", signal["samples"]["physical_mean"] * unit, float(values.mean()), tolerance)
            different.close(f"{name} maximum", signal["samples"]["physical_maximum"] * unit, float(values.max()), tolerance)
    return None


def compare(different, report, path):
    """Compares with both; gives what each refuses."""
    refusals = {"pyedflib": compare_pyedflib(different, report, path), "MNE": compare_mne(different, report, path)}
    return {peer: reason for peer, reason in refusals.items() if reason}


def cautions_of_copy(report, again):
    """The cautions of a recording that hold for its copy, too.

    A copy of a continuous file with gaps says that it is discontinuous: there, records far apart contradict nothing.
    """
    stays_continuous = report["format"].endswith("+D") or not again["format"].endswith("+D")
    return [one for one in report["cautions"] if stays_continuous or " of a continuous file " not in one]


def compare_copy(different, tool, report, path, folder):
    """Writes the recording anew and compares the copy with the original and with what both libraries read."""
    copy = folder / f"copy{path.suffix}"
    copy.unlink(missing_ok=True)
    run = subprocess.run([tool, "recording", "copy", str(path), str(copy)], capture_output=True, text=True)
    if run.returncode != 0:
        different.append(f"copy: {run.stderr.strip()}")
        return
    again = info(tool, copy)
    if isinstance(again, str):
        different.append(f"copy: {again}")
        return
    for field in ("start", "start_offset_s", "records", "record_duration_s", "duration_s", "rate_hz", "annotations"):
        different.equal(f"copy {field}", again[field], report[field])
    different.equal("copy cautions", again["cautions"], cautions_of_copy(report, again))
    for caution in report["cautions"]:
        if caution not in again["cautions"] and caution not in run.stderr:
            different.append(f"copy: neither it nor its writing says: {caution}")
    kept = [s for s in report["signals"] if s["kind"] != "annotations" and s["samples_per_record"] > 0]
    for one, other in zip(again["signals"], kept):
        fields = ["label", "samples_per_record"]
        # A signal without a scale is copied with the converter's own steps in the place of one.
        if other["physical_minimum"] != other["physical_maximum"]:
            fields += ["dimension", "physical_minimum", "physical_maximum", "digital_minimum", "digital_maximum", "input",
                       "samples"]
        for field in fields:
            different.equal(f"copy signal {other['index']} {field}", one[field], other[field])
    for peer, reason in compare(different, again, copy).items():
        if peer == "pyedflib" and again["format"].endswith("+D"):
            continue
        different.append(f"copy: {peer} refuses it: {reason}")


def check(tool, path, folder):
    """Checks one file; gives a verdict for people and whether it passed."""
    report = info(tool, path)
    different = Differences()
    if isinstance(report, str):
        try:
            with pyedflib.EdfReader(str(path)):
                pyedflib_opens = True
        except OSError:
            pyedflib_opens = False
        try:
            open_mne(path)
            mne_opens = True
        except Exception:
            mne_opens = False
        if not pyedflib_opens and not mne_opens:
            return f"all three refuse it: {report}", True
        return f"prodrome refuses what a peer opens (pyedflib {pyedflib_opens}, MNE {mne_opens}): {report}", False
    refusals = compare(different, report, path)
    compare_copy(different, tool, report, path, folder)
    verdict = "".join(f"; {peer} refuses it: {reason}" for peer, reason in refusals.items())
    if different:
        shown = "".join(f"\n    {line}" for line in different[:10])
        more = f"\n    and {len(different) - 10} more" if len(different) > 10 else ""
        return f"{len(different)} differences{verdict}{shown}{more}", False
    signals = len(report["signals"])
    return f"{signals} signals, {len(report['annotations'])} annotations, {different.compared} values agree{verdict}", True


def main():
    if len(sys.argv) not in (3, 4) or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        return 64
    tool, root = sys.argv[1], pathlib.Path(sys.argv[2])
    paths = sorted(path for path in root.rglob("*") if path.suffix.lower() in (".edf", ".bdf"))
    if not paths:
        print(f"no .edf or .bdf file under {root}")
        return 1
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as generated:
        edf_headers.write(pathlib.Path(generated), int(sys.argv[3]) if len(sys.argv) == 4 else 0)
        paths += sorted(pathlib.Path(generated).iterdir())
        for path in paths:
            verdict, agrees = check(tool, path, pathlib.Path(folder))
            passed, failed = passed + agrees, failed + (not agrees)
            print(f"{'ok' if agrees else 'FAILED'} {path.name if path.parent == pathlib.Path(generated) else path.relative_to(root)}: {verdict}", flush=True)
    print(f"pyedflib {pyedflib.__version__}, MNE {mne.__version__}, numpy {numpy.__version__}")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
