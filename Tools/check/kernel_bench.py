#!/usr/bin/env python3
"""Times the kernels beside the peers', on the same networks, in turns, one thread each, and prints one JSON object a row.

Two networks: the shipped detector over 18 channels, and "epinet", a network of the literature's size (12.6 million multiply-accumulates, 16
channels of 1,024 samples, no padding) with fixed random weights. LiteRT computes every window whole, so a hop costs it a window; the detector's 18
windows are one batch there, which is its fastest way. Needs the Python packages ai-edge-litert and numpy. ONNX Runtime, OpenVINO, ncnn and
TensorFlow Lite Micro run beside it in processes of their own (Tools/check/peer_bench.py); one that cannot run is a row that says why.

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
from networks.format import CODE, OPTIONS, schema
from networks.random_networks import Network

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


def epinet(rows):
    """With one row, which is one channel, it moves with its window and can be streamed; the convolution over channels is left out then."""
    net = Network(1)
    net.binary = False
    net.graph.inputs = [net.activation([1, rows, 1024, 1], 0.5, 0)]
    net.head = net.graph.inputs[0]
    for kernel, filters in (((1, 8), 8), ((1, 16), 16), ((1, 8), 32)):
        convolve(net, kernel, filters)
        pool(net)
    if rows > 1:
        convolve(net, (rows, 1), 32)
    convolve(net, (1, 8), 64)
    average(net)
    net.fully_connected(2)
    return net.finish()


def layers_of(network):
    """A network's layers with all their numbers, as Tools/check/peer_bench.py takes them: a list, and arrays by name."""
    model = schema.ModelT.InitFromPackedBuf(network, 0)
    graph = model.subgraphs[0]
    kinds = {CODE.CONV_2D: "convolution", CODE.AVERAGE_POOL_2D: "average_pool", CODE.MEAN: "mean",
             CODE.FULLY_CONNECTED: "dense"}
    layers, arrays = [], {}
    for operator in graph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        code = max(code.builtinCode, code.deprecatedBuiltinCode)
        if code == CODE.RESHAPE:
            continue
        source, target = graph.tensors[operator.inputs[0]], graph.tensors[operator.outputs[0]]
        options, index = operator.builtinOptions, len(layers)
        layer = {"kind": kinds[code], "input_shape": [int(n) for n in source.shape],
                 "output_shape": [int(n) for n in target.shape], "input_scale": float(source.quantization.scale[0]),
                 "input_zero_point": int(source.quantization.zeroPoint[0]), "scale": float(target.quantization.scale[0]),
                 "zero_point": int(target.quantization.zeroPoint[0]), "relu": False}
        if code != CODE.MEAN:
            layer["relu"] = options.fusedActivationFunction == 1
        if code in (CODE.CONV_2D, CODE.AVERAGE_POOL_2D):
            if options.padding != 1 and (source.shape[1:3] != target.shape[1:3]).any():
                raise ValueError("the peers' twins are made of networks without padding")
            layer["strides"] = [options.strideH, options.strideW]
        if code == CODE.AVERAGE_POOL_2D:
            layer["kernel"] = [options.filterHeight, options.filterWidth]
        if code in (CODE.CONV_2D, CODE.FULLY_CONNECTED):
            weights, kind = graph.tensors[operator.inputs[1]], np.dtype(np.int8)
            arrays[f"weights{index}"] = constant_of(model, weights, kind)
            scales = np.asarray(weights.quantization.scale, np.float32)
            arrays[f"weight_scales{index}"] = np.broadcast_to(scales, weights.shape[0]).copy()
            has_bias = len(operator.inputs) > 2 and operator.inputs[2] >= 0
            bias = constant_of(model, graph.tensors[operator.inputs[2]], np.dtype(np.int32)) if has_bias else None
            arrays[f"bias{index}"] = np.zeros(weights.shape[0], np.int32) if bias is None else bias
        layers.append(layer)
    return layers, arrays


def constant_of(model, tensor, kind):
    return np.frombuffer(bytes(model.buffers[tensor.buffer].data), kind).reshape(tensor.shape)


def write_networks(folder):
    """Writes what Tools/check/kernels counts: the shipped detector, epinet whole, epinet of one channel and the detector with eight hops to a window."""
    detector = ROOT / "Models/epilepsy-detector"
    metadata = json.loads((detector / "model.json").read_text())
    channel = metadata | {"window_samples": 1024, "hop_samples": 128}
    networks = {
        "detector": ((detector / "model.tflite").read_bytes(), metadata),
        "epinet": (epinet(16), None),
        "epinet-channel": (epinet(1), channel),
        "detector-eighth": ((detector / "model.tflite").read_bytes(), metadata | {"hop_samples": 64}),
    }
    for name, (network, metadata) in networks.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        write_twin(place, network)
        if metadata:
            (place / "model.json").write_text(json.dumps(metadata))


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


class Peer:
    """A peer in a process of its own, with the Python environment that Tools/bench made."""

    def __init__(self, python, engine, folder, batch):
        command = [str(python), str(ROOT / "Tools/check/peer_bench.py"), engine, str(folder), "--batch", str(batch)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if self.answer() is None:
            lines = self.process.communicate()[1].strip().splitlines()
            raise RuntimeError(lines[-1] if lines else f"ended with {self.process.returncode}")

    def answer(self):
        for line in self.process.stdout:
            if line.startswith("["):
                return json.loads(line)
        return None

    def times(self, runs):
        self.process.stdin.write(f"{runs}\n")
        self.process.stdin.flush()
        return summary(self.answer())

    def end(self):
        self.process.communicate()


def write_twin(folder, network):
    """Writes a network as Tools/check/peer_bench.py takes it."""
    layers, arrays = layers_of(network)
    np.savez(folder / "layers.npz", layers=np.frombuffer(json.dumps(layers).encode(), np.uint8), **arrays)
    (folder / "model.tflite").write_bytes(network)


def peers_of(python, folder, batch, network):
    """The peers that run, and for each that does not, why."""
    write_twin(folder, network)
    running, missing = {}, {}
    for engine in ("onnxruntime", "onnxruntime-float", "openvino", "openvino-float", "ncnn", "tflite-micro"):
        try:
            running[engine] = Peer(python, engine, folder, batch)
        except (RuntimeError, OSError) as error:
            missing[engine] = str(error)
    return running, missing


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


def multiply_accumulates(program, path):
    """Of one window of one channel, or of the network's whole input."""
    shown = subprocess.run([program, "model", "show", str(path), "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(shown.splitlines()[0])["multiply_accumulates"]


def machine_peak(folder):
    """The most int8 multiply-accumulates that one core can do, in billions a second; None where that cannot be measured."""
    built = pathlib.Path(folder) / "machine_peak"
    source = ROOT / "Tools/check/machine_peak.c"
    made = subprocess.run(["clang", "-O2", "-march=native", "-o", str(built), str(source)], capture_output=True)
    return float(subprocess.run([built], check=True, capture_output=True, text=True).stdout) if made.returncode == 0 else None


def measure(name, path, channels, options):
    """Rows of one network: everything once in each round, then the medians over the rounds."""
    litert = {"litert-xnnpack": LiteRT(path, channels, False), "litert-reference": LiteRT(path, channels, True)}
    folder = path.parent / name
    folder.mkdir(exist_ok=True)
    others, missing = peers_of(options.peers, folder, channels, path.read_bytes())
    found = {}
    for _ in range(options.rounds):
        for kernels in (None, "avx2", "reference"):
            times, chosen = prodrome(options.program, path, channels, kernels, 300 if kernels != "reference" else 5)
            for what, values in times.items():
                found.setdefault((f"{name}-{what}", f"prodrome-{chosen}"), []).append(values)
        for engine, peer in (litert | others).items():
            runs = 3 if engine in ("litert-reference", "tflite-micro") else 300
            found.setdefault((f"{name}-window", engine), []).append(peer.times(runs))
    for peer in others.values():
        peer.end()
    peers = [*litert, *others]
    work = channels * multiply_accumulates(options.program, path)
    if (f"{name}-hop", "prodrome-reference") in found:
        for engine in peers:
            found[(f"{name}-hop", engine)] = found[(f"{name}-window", engine)]
    medians = {key: {m: statistics.median(v[m] for v in values) for m in values[0]} for key, values in found.items()}
    for (benchmark, engine), values in sorted(medians.items()):
        best = min(v["median"] for (b, e), v in medians.items() if b == benchmark and e in peers)
        for metric, value in values.items():
            row = {"benchmark": benchmark, "engine": engine, "target": os.uname().machine,
                   "metric": f"time_us_{metric}", "value": round(value, 2)}
            if metric == "median":
                row["ratio_to_best_peer"] = round(value / best, 4)
            yield row
        if benchmark.endswith("-window"):
            rate = work / values["median"] * 1e-3
            row = {"benchmark": benchmark, "engine": engine, "target": os.uname().machine}
            yield row | {"metric": "gmac_per_second", "value": round(rate, 2)}
            if options.peak:
                yield row | {"metric": "percent_of_peak", "value": round(100 * rate / options.peak, 1)}
    for engine, reason in missing.items():
        yield {"benchmark": f"{name}-window", "engine": engine, "target": os.uname().machine,
               "metric": "time_us_median", "value": None, "reason": reason}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", help="the prodrome executable")
    parser.add_argument("--networks", metavar="FOLDER", help="only write the networks whose instructions are counted")
    parser.add_argument("--peers", default="python3", help="a Python with the peers of Tools/peers.txt (python3)")
    parser.add_argument("--rounds", type=int, default=9, help="how often each is measured (9)")
    options = parser.parse_args()
    if options.networks:
        write_networks(pathlib.Path(options.networks))
        return
    if not options.program:
        parser.error("the prodrome executable is missing")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "epinet.tflite"
        path.write_bytes(epinet(16))
        options.peak = machine_peak(folder)
        if options.peak:
            print(json.dumps({"benchmark": "machine", "engine": "int8 products alone", "target": os.uname().machine,
                              "metric": "peak_gmac_per_second", "value": options.peak}), flush=True)
        shipped = ROOT / "Models/epilepsy-detector"
        detector = pathlib.Path(folder) / "default.tflite"
        detector.write_bytes((shipped / "model.tflite").read_bytes())
        (pathlib.Path(folder) / "model.json").write_bytes((shipped / "model.json").read_bytes())
        for name, path, channels in [("default", detector, CHANNELS), ("epinet", path, 1)]:
            for row in measure(name, path, channels, options):
                print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
