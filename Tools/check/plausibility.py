#!/usr/bin/env python3
"""Prints what the judgement "is this EEG?" costs on real recordings: for each dataset the share of hops judged, recordings with a technical
call and their reasons, seizures found, alarms and latencies; with --before, another build's figures beside them and whether the limits hold.

Limits, over all datasets: judged hops fall by at most 2 points and seizures found by at most 1; no seizure that both find is found later;
of the recordings that are not about artefacts (--artefacts names datasets that are) at most 2 % are called. A hop is judged where half of the
montage's channels are usable (the default site's quorum).

Example: Tools/check/plausibility.py .build/release/prodrome --before old/prodrome --artefacts background-measure-only \\
  chbmit-clips background background-measure-only
"""
import argparse
import collections
import json
import pathlib
import statistics
import struct
import subprocess

JUDGED_POINTS = 2
SENSITIVITY_POINTS = 1
CALLED_PERCENT = 2


def recordings(dataset):
    return sorted(path for path in dataset.rglob("*_eeg.*") if path.suffix.lower() in (".edf", ".bdf"))


def run(*command):
    """Output of a command; recordings that are refused are named on standard error and left out."""
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def judged(tool, path):
    """Hops that were judged, and all of them, from what the signal chain makes of a recording."""
    data = run(tool, "windows", path, "--output", "-")
    if not data:
        return 0, 0
    end = data.index(b"\n")
    header = json.loads(data[:end])
    channels, samples, hops = len(header["channels"]), header["samples"], header["hops"]
    masks = struct.unpack_from(f"<{hops}I", data, end + 1 + 4 * channels * samples + 16 * hops)
    return sum(2 * mask.bit_count() >= channels for mask in masks), hops


def calls(tool, paths):
    """The reasons of each recording's technical alarms."""
    found = {}
    for path in paths:
        lines = [json.loads(line) for line in run(tool, "replay", path, "--json").splitlines()]
        alarms = [line for line in lines if line.get("type") == "alarm" and line["kind"] == "technical"]
        found[path] = [alarm["reason"] for alarm in alarms if alarm["phase"] == "raised"]
    return found


def measure(tool, dataset):
    paths = recordings(dataset)
    report = json.loads(run(tool, "evaluate", dataset, "--json"))
    hops = [judged(tool, path) for path in paths]
    latencies, alarms = {}, 0
    for recording in report["per_recording"]:
        alarms += len(recording["alarms"] or [])
        for number, latency in enumerate(recording["latencies_s"] or []):
            latencies[recording["path"], number] = latency
    return {
        "recordings": len(paths), "judged": sum(one for one, _ in hops), "hops": sum(every for _, every in hops),
        "calls": calls(tool, paths), "seizures": report["strict"]["seizures"], "found": report["strict"]["detected"],
        "alarms": alarms, "latencies": latencies,
    }


def text(figures):
    share = 100 * figures["judged"] / max(1, figures["hops"])
    called = [reasons for reasons in figures["calls"].values() if reasons]
    reasons = collections.Counter(reason for each in called for reason in set(each))
    latencies = [latency for latency in figures["latencies"].values() if latency is not None]
    median = f"{statistics.median(latencies):.2f} s" if latencies else "-"
    return (f"{figures['recordings']} recordings, {share:.2f} % of {figures['hops']} hops judged, {len(called)} called"
            f" {dict(reasons)}, {figures['found']} of {figures['seizures']} seizures found, {figures['alarms']} alarms, latency {median}")


def checks(before, after, artefacts):
    """Pairs of what must hold and whether it does."""
    def total(side, key):
        return sum(figures[key] for figures in side.values())

    fall = 100 * (total(before, "judged") / max(1, total(before, "hops")) - total(after, "judged") / max(1, total(after, "hops")))
    yield f"judged hops fall by {fall:.2f} points, at most {JUDGED_POINTS}", fall <= JUDGED_POINTS
    lost = 100 * (total(before, "found") - total(after, "found")) / max(1, total(before, "seizures"))
    yield f"seizures found fall by {lost:.2f} points, at most {SENSITIVITY_POINTS}", lost <= SENSITIVITY_POINTS
    later = [
        (key, old, after[name]["latencies"].get(key))
        for name in before for key, old in before[name]["latencies"].items()
        if old is not None and (new := after[name]["latencies"].get(key)) is not None and new > old
    ]
    yield f"seizures found later: {later}", not later
    ordinary = [figures for name, figures in after.items() if name not in artefacts]
    called = sum(bool(reasons) for figures in ordinary for reasons in figures["calls"].values())
    percent = 100 * called / max(1, sum(figures["recordings"] for figures in ordinary))
    yield f"recordings called that are not about artefacts: {called}, {percent:.2f} %, at most {CALLED_PERCENT} %", percent <= CALLED_PERCENT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("datasets", nargs="+", type=pathlib.Path)
    parser.add_argument("--before")
    parser.add_argument("--artefacts", action="append", default=[])
    parser.add_argument("--list", action="store_true", help="name the recordings with a call")
    arguments = parser.parse_args()
    before, after = {}, {}
    for dataset in arguments.datasets:
        after[dataset.name] = measure(arguments.tool, dataset)
        print(f"{dataset.name}: {text(after[dataset.name])}", flush=True)
        if arguments.list:
            for path, reasons in after[dataset.name]["calls"].items():
                if reasons:
                    print(f"  {path.name}: {', '.join(reasons)}")
        if arguments.before:
            before[dataset.name] = measure(arguments.before, dataset)
            print(f"{dataset.name}, before: {text(before[dataset.name])}", flush=True)
    if not arguments.before:
        return
    results = list(checks(before, after, arguments.artefacts))
    for what, holds in results:
        print(f"{'ok  ' if holds else 'FAIL'} {what}")
    raise SystemExit(not all(holds for _, holds in results))


if __name__ == "__main__":
    main()
