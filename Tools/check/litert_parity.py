#!/usr/bin/env python3
"""Compares `prodrome model run` with LiteRT's reference kernels, bit for bit, on every intermediate tensor.

Random networks of the supported operators, of int8 and of int16 activations, are built directly as flatbuffers, with random shapes, scales, zero points,
paddings and strides; how often each operator occurs is printed. Inputs follow each other, so that a state goes on from one to the next. Needs the Python packages ai-edge-litert and numpy, and
tensorflow for --keras.

Example: Tools/check/litert_parity.py .build/release/prodrome --seeds 200 --model Models/epilepsy-detector/model.tflite
Ends with "N passed, N failed"; exit code 1 if any failed.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

from networks.fixtures import write_fixtures
from networks.format import wide
from networks.keras_networks import keras_networks
from networks.random_networks import float_network, random_network, remembering_network, wide_network
from networks.reference import Reference, inputs

BATCH = 25
# Those that enough random networks must hold.
OPERATORS = (
    "ADD AVERAGE_POOL_2D BATCH_TO_SPACE_ND CONCATENATION CONV_2D DEPTHWISE_CONV_2D ELU EXPAND_DIMS FULLY_CONNECTED HARD_SWISH "
    "LEAKY_RELU LOGISTIC MAXIMUM MAX_POOL_2D MEAN MINIMUM MUL PACK PAD PADV2 PRELU QUANTIZE RELU RELU6 RESHAPE RESIZE_BILINEAR "
    "RESIZE_NEAREST_NEIGHBOR SLICE SOFTMAX SPACE_TO_BATCH_ND SPLIT SPLIT_V SQUEEZE STRIDED_SLICE SUB SUM SVDF TANH TILE TRANSPOSE "
    "TRANSPOSE_CONV UNIDIRECTIONAL_SEQUENCE_LSTM dilation groups").split()
# The same for int16 activations.
WIDE_OPERATORS = (
    "ADD AVERAGE_POOL_2D BATCH_TO_SPACE_ND CONCATENATION CONV_2D DEPTHWISE_CONV_2D EXPAND_DIMS FULLY_CONNECTED LEAKY_RELU LOGISTIC "
    "MAXIMUM MAX_POOL_2D MEAN MINIMUM MUL PACK PAD PADV2 QUANTIZE RELU RELU6 RESHAPE RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR SLICE "
    "SOFTMAX SPACE_TO_BATCH_ND SPLIT SPLIT_V SQUEEZE STRIDED_SLICE SUB SUM TANH TRANSPOSE TRANSPOSE_CONV bias32 bias64 dilation groups "
    "int8").split()


def compare(lines, reference, values):
    """The first difference between the program's lines and the reference, or None."""
    if len(lines) != len(values):
        return f"{len(lines)} results for {len(values)} inputs"
    for line, row in zip(lines, values):
        expected = reference.run(row)
        found = {tensor["index"]: np.array(tensor["values"], np.int16) for tensor in line["tensors"]}
        if set(found) != set(expected):
            return f"tensors {sorted(set(found) ^ set(expected))} are not on both sides"
        for index in sorted(expected):
            different = np.flatnonzero(found[index] != expected[index])
            if len(different):
                place = different[0]
                return (f"input {line['input']}, tensor {index}: {len(different)} of {len(expected[index])} values differ, "
                        f"first at {place}: {found[index][place]}, LiteRT {expected[index][place]}")
        accumulator = reference.accumulator(expected)
        if accumulator is not None and line["evidence"] != accumulator:
            return f"input {line['input']}: evidence {line['evidence']}, expected {accumulator}"
    return None


def run_program(program, files):
    """The program's JSON lines by file; a refused file's message instead."""
    command = [program, "model", "run", "--all-tensors", "--json"]
    for path in files:
        command += [str(path), "--input", f"{path}.input"]
    result = subprocess.run(command, capture_output=True, text=True)
    lines = {str(path): [] for path in files}
    for text in result.stdout.splitlines():
        line = json.loads(text)
        lines[line["file"]].append(line)
    return lines, result.returncode, result.stderr.strip()


def check(program, cases, folder):
    """Checks `(name, content, kinds, number of random inputs)`; returns how many passed and failed."""
    passed = failed = 0
    for start in range(0, len(cases), BATCH):
        batch = cases[start:start + BATCH]
        paths, references, values = [], [], []
        for seed, (name, content, _, number) in enumerate(batch, start):
            path = folder / f"{name}.tflite"
            reference = Reference(content)
            rows = inputs(reference, seed, number)
            path.write_bytes(content)
            pathlib.Path(f"{path}.input").write_bytes(rows.tobytes())
            paths.append(path)
            references.append(reference)
            values.append(rows)
        lines, code, message = run_program(program, paths)
        for (name, _, kinds, _), path, reference, rows in zip(batch, paths, references, values):
            problem = compare(lines[str(path)], reference, rows)
            if code != 0 and problem:
                problem = f"exit code {code}: {message}; {problem}"
            passed += problem is None
            failed += problem is not None
            if problem:
                print(f"{name} ({' '.join(kinds)}): {problem}", file=sys.stderr)
    return passed, failed

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the prodrome executable")
    parser.add_argument("--seeds", type=int, default=200, help="how many random networks (200)")
    parser.add_argument("--first-seed", type=int, default=0, help="the first seed (0)")
    parser.add_argument("--model", action="append", default=[], help="also check this .tflite; may be repeated")
    parser.add_argument("--keras", action="store_true", help="also networks of the field, built and converted by TensorFlow")
    parser.add_argument("--write-fixtures", type=pathlib.Path, help="write the networks as test fixtures and stop")
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    if arguments.write_fixtures:
        write_fixtures(arguments.write_fixtures, seeds)
        return 0
    cases = [(f"seed{seed}", *random_network(seed), 2) for seed in seeds]
    cases += [(f"wide{seed}", *wide_network(seed), 2) for seed in seeds]
    cases += [(f"floats{seed}", *float_network(seed), 2) for seed in seeds if seed % 10 == 0]
    cases += [(f"remembering{seed}", *remembering_network(seed), 4) for seed in seeds if seed % 4 < 2]
    for number, path in enumerate(arguments.model):
        cases.append((f"model{number}", pathlib.Path(path).read_bytes(), [path], 20))
    if arguments.keras:
        cases += keras_networks()
    wanted = (*OPERATORS, *map(wide, WIDE_OPERATORS))
    counts = {kind: 0 for kind in wanted} if arguments.seeds >= 200 else {}
    for _, _, kinds, _ in cases:
        for kind in kinds:
            counts[kind] = counts.get(kind, 0) + 1
    print("operators:", ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
    with tempfile.TemporaryDirectory() as folder:
        passed, failed = check(arguments.program, cases, pathlib.Path(folder))
    for kind in (kind for kind, count in counts.items() if count == 0):
        print(f"no network holds {kind}", file=sys.stderr)
        failed += 1
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
