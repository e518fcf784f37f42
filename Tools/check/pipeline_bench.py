#!/usr/bin/env python3
"""Compares replay and evaluate with the usual Python pipeline, on the same hour, in turns, one thread each, and prints one JSON object a row.

The hour is the shipped recording's data records (23 channels at 256 Hz) one after the other, again and again. The pipeline reads it with MNE,
filters (high-pass, low-pass, notches at 50 and 60 Hz), resamples the 18 derivations to the model's rate and runs the shipped model with
LiteRT on windows of 4 s every second, 18 channels a batch; it judges no quality, measures no features, raises no alarm and writes nothing.
Each of MNE's ways (FIR by overlap-add with FFT resampling, IIR with polyphase resampling) is measured; the ratio is to the faster. Times are
processor time, of the pipeline without its imports, of prodrome with its start. Needs the Python packages mne, numpy and ai-edge-litert.

Example: Tools/check/pipeline_bench.py .build/release/prodrome --rounds 3
"""
import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECORDING = ROOT / "Models" / "demo" / "chb01_03.edf"
MODEL = ROOT / "Models" / "epilepsy-detector"
SECONDS = 3600
# The derivations of the double banana, as this recording holds them.
DERIVATIONS = (
    "FP1-F7 F7-T7 T7-P7 P7-O1 FP1-F3 F3-C3 C3-P3 P3-O1 FP2-F4 F4-C4 C4-P4 P4-O2 FP2-F8 F8-T8 T8-P8-0 P8-O2 FZ-CZ CZ-PZ"
).split()
# The promise: 23 channels at 256 Hz at so many times real time on one core.
LEAST_REALTIME_FACTOR = 5000
WAYS = ("fir", "iir")


def write_hour(path):
    """The shipped recording's data records, repeated: only their number in the header changes."""
    data = RECORDING.read_bytes()
    header_bytes, records = int(data[184:192]), int(data[236:244])
    seconds = records * float(data[244:252])
    repeats = round(SECONDS / seconds)
    path.write_bytes(data[:236] + str(records * repeats).ljust(8).encode() + data[244:header_bytes])
    with path.open("ab") as file:
        for _ in range(repeats):
            file.write(data[header_bytes:])
    return seconds * repeats


def run_pipeline(recording, way):
    """The pipeline itself, in its own process: seconds of processor time, and the mean evidence, so that nothing is left undone."""
    import mne
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter

    model = json.loads((MODEL / "model.json").read_text())
    start = time.process_time()
    raw = mne.io.read_raw_edf(recording, preload=False, verbose="error")
    names = {name.upper(): name for name in raw.ch_names}
    raw.pick([names.get(name) or names[name.removesuffix("-0")] for name in DERIVATIONS])
    raw.load_data(verbose="error")
    method = {"method": way, "verbose": "error"}
    raw.filter(0.5, 46.0, **method)
    for mains in (50.0, 60.0):
        raw.notch_filter(mains, **method)
    if way == "fir":
        raw.resample(model["rate_hz"], verbose="error")
    else:
        raw.resample(model["rate_hz"], method="polyphase", verbose="error")
    microvolts = raw.get_data() * 1e6
    interpreter = Interpreter(model_path=str(MODEL / "model.tflite"), num_threads=1)
    place = interpreter.get_input_details()[0]["index"]
    shape = interpreter.get_input_details()[0]["shape"]
    interpreter.resize_tensor_input(place, [len(DERIVATIONS), *shape[1:]])
    interpreter.allocate_tensors()
    details, output = interpreter.get_input_details()[0], interpreter.get_output_details()[0]["index"]
    scale, zero = details["quantization"]
    values = np.clip(np.rint(microvolts / scale) + zero, -128, 127).astype(np.int8)
    window, hop = model["window_samples"], model["hop_samples"]
    scores = []
    for first in range(0, values.shape[1] - window + 1, hop):
        interpreter.set_tensor(place, values[:, first:first + window].reshape(details["shape"]))
        interpreter.invoke()
        scores.append(float(interpreter.get_tensor(output).mean()))
    return {"seconds": time.process_time() - start, "windows": len(scores), "mean": statistics.fmean(scores)}


def peer_seconds(recording, way):
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
    command = [sys.executable, __file__, "--pipeline", way, str(recording)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | threads).stdout
    return json.loads(lines.splitlines()[-1])["seconds"]


def own_seconds(*command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(list(map(str, command)), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(program, rounds):
    with tempfile.TemporaryDirectory() as folder:
        recording = pathlib.Path(folder) / "hour.edf"
        duration = write_hour(recording)
        found = {}
        for _ in range(rounds):
            for way in WAYS:
                found.setdefault(f"mne-{way}-litert", []).append(peer_seconds(recording, way))
            found.setdefault("replay-hour", []).append(own_seconds(program, "replay", recording, "--json"))
            found.setdefault("evaluate-hour", []).append(
                own_seconds(program, "evaluate", recording, "--json", "--threads", 1))
    medians = {name: duration / statistics.median(seconds) for name, seconds in found.items()}
    best = max(medians[f"mne-{way}-litert"] for way in WAYS)
    for benchmark in ("replay-hour", "evaluate-hour"):
        yield row(benchmark, "prodrome", medians[benchmark]) | {
            "ratio_to_best_peer": round(medians[benchmark] / best, 2), "least": LEAST_REALTIME_FACTOR,
            "holds": medians[benchmark] >= LEAST_REALTIME_FACTOR}
    for way in WAYS:
        factor = medians[f"mne-{way}-litert"]
        yield row("replay-hour", f"mne-{way}-litert", factor) | {"ratio_to_best_peer": round(factor / best, 2)}


def row(benchmark, engine, factor):
    return {"benchmark": benchmark, "engine": engine, "target": os.uname().machine,
            "metric": "realtime_factor_median", "value": round(factor, 1)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", help="the prodrome executable; with --pipeline the recording")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument("--pipeline", choices=WAYS, help="run the Python pipeline once")
    options = parser.parse_args()
    if options.pipeline:
        print(json.dumps(run_pipeline(options.path, options.pipeline)))
        return
    for found in measure(options.path, options.rounds):
        print(json.dumps(found), flush=True)


if __name__ == "__main__":
    main()
