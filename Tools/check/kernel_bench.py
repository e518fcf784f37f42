#!/usr/bin/env python3
"""Times the kernels beside LiteRT's, on the same networks, in turns, one thread each, and prints one JSON object a row.

Two networks: the shipped detector over 18 channels, and "epinet", a network of the literature's size (14.2 million multiply-accumulates, 16
channels of 1,024 samples) with fixed random weights. LiteRT computes every window whole, so a hop costs it a window; the detector's 18
windows are one batch there, which is its fastest way. Needs the Python packages ai-edge-litert and numpy.

Example: Tools/check/kernel_bench.py .build/release/prodrome --rounds 9
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from litert_parity import CODE, OPTIONS, Network, schema

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHANNELS = 18


def convolve(net, kernel, filters):
    """A VALID convolution with RELU."""
    shape, source = net.shape(net.head), net.head
    options = schema.Conv2DOptionsT()
    options.padding = 1
    options.strideH = options.strideW = options.dilationHFactor = options.dilationWFactor = 1
    options.fusedActivationFunction = 1
    values = net.random.integers(-127, 128, (filters, *kernel, shape[3])).astype(np.int8)
    scales = np.full(filters, 0.01, np.float32)
    zeros = np.zeros(filters, np.int64)
    weights = net.constant(values, 0, scales, zeros)
    bias = net.constant(np.zeros(filters, np.int32), scale=scales * np.float32(net.scale(source)), zero_point=zeros)
    output = [1, shape[1] - kernel[0] + 1, shape[2] - kernel[1] + 1, filters]
    spread = net.spread(net.scale(source), scales, kernel[0] * kernel[1] * shape[3])
    net.operator(CODE.CONV_2D, [source, weights, bias], net.activation(output, spread, -128),
                 OPTIONS.Conv2DOptions, options)


def pool(net):
    """Average of four columns."""
    shape, source = net.shape(net.head), net.head
    options = schema.Pool2DOptionsT()
    options.padding, options.strideH, options.strideW, options.filterHeight, options.filterWidth = 1, 1, 4, 1, 4
    output = net.activation([1, shape[1], shape[2] // 4, shape[3]], net.scale(source), net.zero_point(source))
    net.operator(CODE.AVERAGE_POOL_2D, [source], output, OPTIONS.Pool2DOptions, options)


def average(net):
    """The mean over rows and columns."""
    shape, source = net.shape(net.head), net.head
    options = schema.ReducerOptionsT()
    output = net.activation([1, shape[3]], net.scale(source), net.zero_point(source))
    net.operator(CODE.MEAN, [source, net.constant(np.array([1, 2], np.int32))], output, OPTIONS.ReducerOptions, options)


def epinet():
    net = Network(1)
    net.binary = False
    net.graph.inputs = [net.activation([1, 16, 1024, 1], 0.5, 0)]
    net.head = net.graph.inputs[0]
    for kernel, filters in (((1, 8), 8), ((1, 16), 16), ((1, 8), 32)):
        convolve(net, kernel, filters)
        pool(net)
    convolve(net, (16, 1), 32)
    convolve(net, (1, 8), 64)
    average(net)
    net.fully_connected(2)
    return net.finish()


class LiteRT:
    """One of LiteRT's sets of kernels on one network."""

    def __init__(self, path, batch, reference):
        resolver = {"experimental_op_resolver_type": OpResolverType.BUILTIN_REF} if reference else {}
        self.interpreter = Interpreter(model_path=str(path), num_threads=1, **resolver)
        details = self.interpreter.get_input_details()[0]
        if batch > 1:
            self.interpreter.resize_tensor_input(details["index"], [batch, *details["shape"][1:]])
        self.interpreter.allocate_tensors()
        details = self.interpreter.get_input_details()[0]
        values = np.random.default_rng(0).integers(-128, 128, details["shape"]).astype(np.int8)
        self.interpreter.set_tensor(details["index"], values)
        self.interpreter.invoke()

    def times(self, runs):
        result = []
        for _ in range(runs):
            start = time.perf_counter()
            self.interpreter.invoke()
            result.append((time.perf_counter() - start) * 1e6)
        return summary(result)


def summary(times):
    ordered = sorted(times)
    return {"median": statistics.median(ordered), "min": ordered[0], "p99": ordered[int(0.99 * (len(ordered) - 1))]}


def prodrome(program, path, channels, kernels, runs):
    """Times by what was timed: `window`, `hop`; and the kernels' name."""
    environment = os.environ | ({"PRODROME_KERNELS": kernels} if kernels else {})
    command = [program, "model", "time", path, "--channels", channels, "--runs", runs, "--json"]
    lines = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, env=environment).stdout
    rows = [json.loads(line) for line in lines.splitlines()]
    keys = ("median", "min", "p99")
    return {row["what"]: {key: row[f"time_us_{key}"] for key in keys} for row in rows}, rows[0]["kernels"]


def measure(name, path, channels, program, rounds):
    """Rows of one network: everything once in each round, then the medians over the rounds."""
    peers = {"litert-xnnpack": LiteRT(path, channels, False), "litert-reference": LiteRT(path, channels, True)}
    found = {}
    for _ in range(rounds):
        for kernels in (None, "avx2", "reference"):
            times, chosen = prodrome(program, path, channels, kernels, 300 if kernels != "reference" else 5)
            for what, values in times.items():
                found.setdefault((f"{name}-{what}", f"prodrome-{chosen}"), []).append(values)
        for engine, peer in peers.items():
            values = peer.times(300 if engine == "litert-xnnpack" else 3)
            found.setdefault((f"{name}-window", engine), []).append(values)
    if (f"{name}-hop", "prodrome-reference") in found:
        for engine in peers:
            found[(f"{name}-hop", engine)] = found[(f"{name}-window", engine)]
    medians = {key: {m: statistics.median(v[m] for v in values) for m in values[0]} for key, values in found.items()}
    for (benchmark, engine), values in sorted(medians.items()):
        best = min(v["median"] for (b, e), v in medians.items() if b == benchmark and e.startswith("litert"))
        for metric, value in values.items():
            row = {"benchmark": benchmark, "engine": engine, "target": os.uname().machine,
                   "metric": f"time_us_{metric}", "value": round(value, 2)}
            if metric == "median":
                row["ratio_to_best_peer"] = round(value / best, 4)
            yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the prodrome executable")
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured (9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "epinet.tflite"
        path.write_bytes(epinet())
        networks = [("default", ROOT / "Models/epilepsy-detector/model.tflite", CHANNELS), ("epinet", path, 1)]
        for name, path, channels in networks:
            for row in measure(name, path, channels, options.program, options.rounds):
                print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
