#!/usr/bin/env python3
"""Runs Prodrome as SzCORE runs an algorithm, on a generated BIDS folder, and scores the tables with SzCORE's own libraries.

Usage: szcore.py PRODROME

Installs PRODROME with Tools/szcore/install, and for each recording runs the container's entry script with INPUT and OUTPUT, an
otherwise empty environment and, where the system lets it, without a network. The tables are read with epilepsy2bids and
compared with timescoring, as szcore-evaluation does: at 1 Hz, tables whose length is not the reference's count as empty. The
counts must be those of `PRODROME evaluate`.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import numpy
import pyedflib
from epilepsy2bids.annotations import Annotations
from timescoring import scoring
from timescoring.annotations import Annotation

import verdict

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEMO = ROOT / "Models" / "demo"
HEADER = "onset\tduration\teventType\tconfidence\tchannels\tdateTime\trecordingDuration"
ELECTRODES = "Fp1 F3 C3 P3 O1 F7 T7 P7 Fz Cz Pz Fp2 F4 C4 P4 O2 F8 T8 P8".split()
NAME = "{0}/ses-01/eeg/{0}_ses-01_task-szMonitoring_run-00"
EVALUATION_HZ = 1


def demo_signals():
    """The shipped recording: its rate and its bipolar channels by name, in microvolts."""
    with pyedflib.EdfReader(str(DEMO / "chb01_03.edf")) as reader:
        signals = {}
        for index, label in enumerate(reader.getSignalLabels()):
            signals.setdefault(label, reader.readSignal(index))
        return int(reader.getSampleFrequency(0)), signals


def referential(bipolar):
    """The 19 electrodes against their average that have the differences of `bipolar`."""
    rows, values = [], []
    for label, signal in bipolar.items():
        plus, _, minus = label.partition("-")
        if plus in ELECTRODES and minus in ELECTRODES:
            row = numpy.zeros(len(ELECTRODES))
            row[ELECTRODES.index(plus)], row[ELECTRODES.index(minus)] = 1, -1
            rows.append(row)
            values.append(signal)
    # The least-squares solution of smallest norm has mean zero: the average reference.
    return numpy.linalg.lstsq(numpy.array(rows), numpy.array(values), rcond=None)[0]


def write_recording(path, rate, signals):
    """An EDF of SzCORE's form: 19 electrodes, named and ordered as there, against the average."""
    with pyedflib.EdfWriter(str(path), len(signals), file_type=pyedflib.FILETYPE_EDFPLUS) as writer:
        for index, (electrode, signal) in enumerate(zip(ELECTRODES, signals)):
            limit = float(numpy.ceil(numpy.abs(signal).max() + 1))
            writer.setSignalHeader(index, {
                "label": f"{electrode}-Avg", "dimension": "uV", "sample_frequency": rate, "physical_max": limit,
                "physical_min": -limit, "digital_max": 32767, "digital_min": -32768, "transducer": "", "prefilter": "",
            })
        writer.writeSamples(list(signals))


def write_table(path, onset, duration, kind, seconds):
    path.write_text(f"{HEADER}\n{onset:.2f}\t{duration:.2f}\t{kind}\tn/a\tn/a\t2020-01-01 00:00:00\t{seconds:.2f}\n")


def generate(data):
    """Writes the dataset: a seizure in a bipolar and in SzCORE's montage, quiet noise, and a name that shells split."""
    rate, bipolar = demo_signals()
    seizure = referential(bipolar)
    noise = numpy.random.default_rng(20).normal(0, 10, (len(ELECTRODES), 130 * rate))
    for subject in ["sub-01", "sub-02", "sub-03"]:
        (data / NAME.format(subject)).parent.mkdir(parents=True)
    shutil.copy(DEMO / "chb01_03.edf", data / (NAME.format("sub-01") + "_eeg.edf"))
    write_table(data / (NAME.format("sub-01") + "_events.tsv"), 10, 40, "sz", 50)
    write_recording(data / (NAME.format("sub-02") + "_eeg.edf"), rate, seizure)
    write_table(data / (NAME.format("sub-02") + "_events.tsv"), 10, 40, "sz", 50)
    odd = NAME.format("sub-03").replace("run-00", "run-0 $1")
    write_recording(data / (odd + "_eeg.edf"), rate, noise)
    write_table(data / (odd + "_events.tsv"), 0, 130, "bckg", 130)


def without_network():
    """What a command is to be preceded by to have no network; nothing where the system does not let us."""
    command = ["unshare", "--net", "--map-root-user"]
    try:
        return command if subprocess.run(command + ["true"], capture_output=True).returncode == 0 else []
    except FileNotFoundError:
        return []


def enter(installed, data, output, recording, table):
    """Runs the entry script as the container does."""
    environment = {
        "PATH": "/usr/bin:/bin", "INPUT": recording, "OUTPUT": table, "DATA_FOLDER": str(data),
        "OUTPUT_FOLDER": str(output),
    }
    return subprocess.run(
        without_network() + [str(installed / "bin" / "szcore")], env=environment, cwd="/", capture_output=True, text=True)


def compare(reference, table):
    """szcore-evaluation's comparison of one recording."""
    ours = Annotations.loadTsv(str(table))
    theirs = Annotations.loadTsv(str(reference))
    masks = [Annotation(annotations.getMask(EVALUATION_HZ), EVALUATION_HZ) for annotations in (theirs, ours)]
    same_length = len(masks[0].mask) == len(masks[1].mask)
    return ours, same_length, scoring.EventScoring(*masks) if same_length else None


def checks(prodrome, folder):
    """Yields what was checked and whether it holds."""
    data, output, installed = folder / "data", folder / "output", folder / "installed"
    generate(data)
    subprocess.run([ROOT / "Tools" / "szcore" / "install", prodrome, installed], check=True)
    print(f"     {'without a network' if without_network() else 'with a network: this system has no unshare for us'}")
    found, tables = [], {}
    for recording in sorted(data.glob("sub-*/ses-*/eeg/*_eeg.edf")):
        name = str(recording.relative_to(data))
        table = name.replace("_eeg.edf", "_events.tsv")
        done = enter(installed, data, output, name, table)
        if done.returncode != 0:
            print(done.stderr, file=sys.stderr)
        yield f"{recording.name}: runs", done.returncode == 0
        if done.returncode != 0:
            continue
        text = (output / table).read_text()
        tables[name] = text
        yield f"{recording.name}: has SzCORE's header", text.splitlines()[0] == HEADER
        annotations, same_length, score = compare(data / table, output / table)
        yield f"{recording.name}: is as long as its reference", same_length
        yield f"{recording.name}: every field is understood", all(
            event["eventType"] != "n/a" and event["dateTime"] != "n/a" and event["recordingDuration"] != "n/a"
            for event in annotations.events
        )
        found.append(score)

    ours = json.loads(subprocess.run(
        [str(installed / "bin" / "prodrome"), "evaluate", str(data), "--json"], env={"PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True).stdout)
    yield "SzCORE's counts are those of `evaluate`", None not in found and (
        sum(score.refTrue for score in found), sum(score.tp for score in found), sum(score.fp for score in found)
    ) == (ours["seizures"], ours["detected"], ours["false_alarms"])
    yield "both montages' seizure is found, nothing in the noise", [(score.tp, score.fp) for score in found] == [
        (1, 0), (1, 0), (0, 0)
    ]
    channels = [row.split("\t")[4] for text in tables.values() for row in text.splitlines()[1:] if "\tsz\t" in row]
    yield "each event names its channels", len(channels) == 2 and all("-" in row for row in channels)
    yield from refusals(installed, data, output)


def refusals(installed, data, output):
    """Yields the checks of what the entry refuses."""
    (data / "broken.edf").write_text("this is no recording")
    (output / "broken.tsv").write_text("a table of an earlier run")
    done = enter(installed, data, output, "broken.edf", "broken.tsv")
    yield "a broken recording is refused and leaves no table", done.returncode == 65 and not os.path.exists(
        output / "broken.tsv")
    yield "without INPUT it says what is missing", (
        lambda done: done.returncode == 64 and "INPUT" in done.stderr)(enter(installed, data, output, "", "x.tsv"))


if __name__ == "__main__":
    verdict.conclude(__doc__, checks)
