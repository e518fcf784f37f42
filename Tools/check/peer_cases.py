#!/usr/bin/env python3
"""Runs the kernel tests of CMSIS-NN and of TensorFlow Lite Micro, of int8 and of int16 activations, against our kernels.

Every value is compared, with each kernel set of the machine.

Their data are read from checkouts when the check runs; none of it is part of this repository. A case that is refused counts apart, with
the reason: the compiler's own message, or an operator or element type that is not among ours.

Example: Tools/check/peer_cases.py .build/release/prodrome --cmsis-nn ../CMSIS-NN
Ends with "N passed, N failed"; exit code 1 if any failed.
"""
import argparse
import collections
import pathlib
import re
import sys
import tempfile

import numpy as np

import cmsis_nn_cases
import tflm_cases
from peer_case import Program

KERNELS = ("reference", "neon", "dotprod", "avx2", "vnni", "avx512vl", "avx512vnni")


def difference(found, expected, allowance):
    """What differs by more than is allowed, or None."""
    if found.shape != expected.shape:
        return f"{len(found)} values, expected {len(expected)}"
    places = np.flatnonzero(np.abs(found - expected.astype(np.int64)) > allowance)
    if len(places) == 0:
        return None
    most = int(np.max(np.abs(found - expected.astype(np.int64))))
    first = places[0]
    return f"{len(places)} of {len(found)} values differ by up to {most}, the first at {first}: {found[first]}, theirs {expected[first]}"


def run(program, kernels, case):
    """A reason why a case is refused, and a problem; both None if it is equal with all kernels."""
    if case.refused:
        return case.refused, None
    path, refusal = program.prepare(case)
    if path is None:
        return refusal, None
    for name in kernels:
        found, message = program.outputs(path, name)
        problem = message or difference(found, case.expected, case.allowance)
        if problem:
            return None, f"{name}: {problem}"
    return None, None


def check(title, cases, program, kernels):
    """Runs a peer's cases and prints the counts; returns how many were equal and how many differed."""
    equal, near, different, refused = 0, 0, 0, collections.Counter()
    for case in cases:
        reason, problem = run(program, kernels, case)
        if problem:
            different += 1
            print(f"{title} {case.title}: {problem}", file=sys.stderr)
        elif reason:
            # Without what names this one case's tensors.
            refused[re.sub(r'operator \d+ \((\w+)\) that writes "\w+"', r"\1", reason)] += 1
        elif case.allowance:
            near += 1
        else:
            equal += 1
    print(f"{title}: {equal + near + different} cases run, {equal} equal, {near} within one by design, {different} different, "
          f"{sum(refused.values())} refused")
    for reason, count in refused.most_common():
        print(f"  {count} refused: {reason}")
    return equal + near, different


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the prodrome executable")
    parser.add_argument("--cmsis-nn", type=pathlib.Path, help="a checkout of CMSIS-NN")
    parser.add_argument("--tflm", type=pathlib.Path, help="a checkout of tflite-micro, with the libraries that its Makefile fetches")
    parser.add_argument("--objects", type=pathlib.Path, default=pathlib.Path(".build/tflm-cases"),
                        help="where TensorFlow Lite Micro's tests are compiled (.build/tflm-cases)")
    arguments = parser.parse_args()
    equal = different = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(arguments.program, folder)
        kernels = [name for name in KERNELS if program.has(name)]
        print("kernels:", ", ".join(kernels))
        peers = []
        if arguments.cmsis_nn:
            peers.append(("CMSIS-NN", cmsis_nn_cases.cases(arguments.cmsis_nn)))
        if arguments.tflm:
            peers.append(("TensorFlow Lite Micro", tflm_cases.cases(arguments.tflm, arguments.objects)))
        for title, cases in peers:
            counts = check(title, cases, program, kernels)
            equal, different = equal + counts[0], different + counts[1]
    if equal + different == 0:
        print("no case was run: name a checkout", file=sys.stderr)
        return 2
    print(f"{equal} passed, {different} failed")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
