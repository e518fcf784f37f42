#!/usr/bin/env python3
"""Times one peer on one network, a batch for each line read from standard input: for a number of runs, it answers a JSON list of microseconds.

The network is given as Tools/check/kernel_bench.py writes it: FOLDER/model.tflite, and FOLDER/layers.npz with the same weights, scales and
zero points, of which the peers' own formats are made here. ONNX Runtime and OpenVINO take int8 like the original, or with `-float` quantise
the input themselves; ncnn's int8 is symmetric and quantises each layer's input from floats. One thread each.

With `--count N` it evaluates N batches more and tells on standard error where its libraries' code lies, for Tools/check/arm_peers.py.

Example: echo 10 | .build/peers/bin/python Tools/check/peer_bench.py onnxruntime FOLDER --batch 18
Ends with exit code 1 and the reason on standard error if the peer cannot run.
"""
import argparse
import importlib.util
import json
import pathlib
import sys
import time

import numpy as np


def layers_of(folder):
    archive = np.load(folder / "layers.npz")
    layers = json.loads(archive["layers"].tobytes())
    for index, layer in enumerate(layers):
        for name in ("weights", "bias", "weight_scales"):
            if f"{name}{index}" in archive:
                layer[name] = archive[f"{name}{index}"]
    return layers


def onnx_model(layers, batch, takes_float):
    """The network as ONNX with quantise and dequantise nodes, channels first."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes, constants = [], []

    def constant(name, values):
        constants.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def node(kind, inputs, output, **attributes):
        nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def quantisation(name, scale, zero_point):
        return [constant(f"{name}_scale", np.float32(scale)), constant(f"{name}_zero", np.int8(zero_point))]

    def requantised(value, name, layer):
        constants_of = quantisation(name, layer["scale"], layer["zero_point"])
        node("QuantizeLinear", [value, *constants_of], f"{name}_int8")
        return node("DequantizeLinear", [f"{name}_int8", *constants_of], f"{name}_float")

    first = layers[0]
    _, height, width, depth = first["input_shape"]
    entry = {"scale": first["input_scale"], "zero_point": first["input_zero_point"]}
    if takes_float:
        value = requantised("input", "entry", entry)
    else:
        value = node("DequantizeLinear", ["input", *quantisation("entry", *entry.values())], "entry_float")
    last = value
    for index, layer in enumerate(layers):
        name, kind = f"layer{index}", layer["kind"]
        if kind in ("convolution", "dense"):
            weights = layer["weights"]
            zeros = constant(f"{name}_zeros", np.zeros(len(weights), np.int8))
            scales = constant(f"{name}_scales", layer["weight_scales"])
            weights = weights.transpose(0, 3, 1, 2) if kind == "convolution" else weights
            constant(f"{name}_weights", np.ascontiguousarray(weights))
            node("DequantizeLinear", [f"{name}_weights", scales, zeros], f"{name}_kernel", axis=0)
            bias_scale = np.float32(layer["input_scale"]) * layer["weight_scales"]
            constant(f"{name}_bias_int32", layer["bias"])
            constant(f"{name}_bias_scale", bias_scale)
            node("DequantizeLinear", [f"{name}_bias_int32", f"{name}_bias_scale"], f"{name}_bias", axis=0)
            inputs = [value, f"{name}_kernel", f"{name}_bias"]
            if kind == "convolution":
                value = node("Conv", inputs, f"{name}_sum", strides=layer["strides"])
            else:
                value = node("Flatten", [value], f"{name}_flat")
                value = node("Gemm", [value, *inputs[1:]], f"{name}_sum", transB=1)
            if layer["relu"]:
                value = node("Relu", [value], f"{name}_relu")
        elif kind == "average_pool":
            value = node("AveragePool", [value], f"{name}_mean", kernel_shape=layer["kernel"], strides=layer["strides"])
        else:
            value = node("GlobalAveragePool", [value], f"{name}_mean")
        value = last = requantised(value, name, layer)
    input_type = TensorProto.FLOAT if takes_float else TensorProto.INT8
    graph = helper.make_graph(
        nodes, "twin", [helper.make_tensor_value_info("input", input_type, [batch, depth, height, width])],
        [helper.make_tensor_value_info(last, TensorProto.FLOAT, [batch, layers[-1]["output_shape"][-1]])], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model.SerializeToString()


def filling(layers, batch, takes_float):
    _, height, width, depth = layers[0]["input_shape"]
    values = np.random.default_rng(0).integers(-128, 128, (batch, depth, height, width)).astype(np.int8)
    return values.astype(np.float32) * np.float32(layers[0]["input_scale"]) if takes_float else values


def onnxruntime(folder, batch, takes_float):
    import onnxruntime as runtime

    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    layers = layers_of(folder)
    model = folder / f"twin-{batch}-{'float' if takes_float else 'int8'}.onnx"
    # Where the package that makes it is missing, as in the ARM builds' root, it was made elsewhere.
    if importlib.util.find_spec("onnx"):
        model.write_bytes(onnx_model(layers, batch, takes_float))
    session = runtime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    values = {"input": filling(layers, batch, takes_float)}
    return lambda: session.run(None, values)


def openvino(folder, batch, takes_float):
    import openvino as vino

    layers = layers_of(folder)
    core = vino.Core()
    settings = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}
    request = core.compile_model(core.read_model(onnx_model(layers, batch, takes_float)), "CPU", settings).create_infer_request()
    request.set_input_tensor(vino.Tensor(filling(layers, batch, takes_float)))
    return request.infer


def ncnn(folder, batch, _):
    import ncnn as library

    layers = layers_of(folder)
    lines, data, blob = ["Input input 0 1 blob0"], b"", 0
    for index, layer in enumerate(layers):
        kind, name = layer["kind"], f"layer{index} 1 1 blob{blob} blob{blob + 1}"
        blob += 1
        if kind in ("convolution", "dense"):
            weights = layer["weights"]
            if kind == "convolution":
                weights = weights.transpose(0, 3, 1, 2)
                height, width = weights.shape[2:]
                stride_height, stride_width = layer["strides"]
                lines.append(f"Convolution {name} 0={len(weights)} 1={width} 11={height} 3={stride_width} 13={stride_height} "
                             f"5=1 6={weights.size} 8=1 9={int(layer['relu'])}")
            else:
                lines.append(f"InnerProduct {name} 0={len(weights)} 1=1 2={weights.size} 8=1 9={int(layer['relu'])}")
            quantised = np.ascontiguousarray(weights).tobytes()
            scales = layer["weight_scales"].astype(np.float32)
            bias = layer["bias"] * np.float32(layer["input_scale"]) * scales
            data += np.uint32(0x000D4B38).tobytes() + quantised + bytes(-len(quantised) % 4)
            data += bias.astype(np.float32).tobytes() + (1 / scales).tobytes()
            data += np.float32(1 / layer["input_scale"]).tobytes()
        elif kind == "average_pool":
            (height, width), (stride_height, stride_width) = layer["kernel"], layer["strides"]
            lines.append(f"Pooling {name} 0=1 1={width} 11={height} 2={stride_width} 12={stride_height} 5=1")
        else:
            lines.append(f"Pooling {name} 0=1 4=1")
    parameters, model = folder / "twin.param", folder / "twin.bin"
    parameters.write_text(f"7767517\n{len(lines)} {blob + 1}\n" + "\n".join(lines) + "\n")
    model.write_bytes(data)
    net = library.Net()
    net.opt.num_threads = 1
    net.opt.use_int8_inference = True
    if net.load_param(str(parameters)) or net.load_model(str(model)):
        raise RuntimeError("ncnn refused the network")
    values = filling(layers, batch, True)

    def run():
        for channel in range(batch):
            extractor = net.create_extractor()
            extractor.input("blob0", library.Mat(values[channel]))
            code, _ = extractor.extract(f"blob{blob}")
            if code:
                raise RuntimeError(f"ncnn stopped with {code}")

    return run


def tflite_micro(folder, batch, _):
    from tflite_micro.python.tflite_micro import runtime

    interpreter = runtime.Interpreter.from_file(str(folder / "model.tflite"), arena_size=4 << 20)
    layers = layers_of(folder)
    values = filling(layers, batch, False).reshape(batch, *layers[0]["input_shape"])

    def run():
        for channel in range(batch):
            interpreter.set_input(values[channel], 0)
            interpreter.invoke()

    return run


def litert(folder, batch, _):
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=str(folder / "model.tflite"), num_threads=1)
    details = interpreter.get_input_details()[0]
    interpreter.resize_tensor_input(details["index"], [batch * details["shape"][0], *details["shape"][1:]])
    interpreter.allocate_tensors()
    details = interpreter.get_input_details()[0]
    values = np.random.default_rng(0).integers(-128, 128, details["shape"]).astype(np.int8)
    interpreter.set_tensor(details["index"], values)
    return interpreter.invoke


def tell_code():
    """Where executable code of files lies: `code START END OFFSET FILE`."""
    for line in pathlib.Path("/proc/self/maps").read_text().splitlines():
        span, access, offset, _, _, *name = line.split()
        if "x" in access and name and name[0].startswith("/"):
            start, end = span.split("-")
            print("code", start, end, offset, name[0], file=sys.stderr)


ENGINES = {"litert": litert, "onnxruntime": onnxruntime, "openvino": openvino, "ncnn": ncnn, "tflite-micro": tflite_micro}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", help="one of " + ", ".join(ENGINES) + "; with -float it takes floats")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--count", type=int, help="evaluate so many batches and end")
    options = parser.parse_args()
    takes_float = options.engine.endswith("-float")
    run = ENGINES[options.engine.removesuffix("-float")](options.folder, options.batch, takes_float)
    run()
    if options.count is not None:
        for _ in range(options.count):
            run()
        return tell_code()
    print("[]", flush=True)
    for line in sys.stdin:
        times = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            times.append((time.perf_counter() - start) * 1e6)
        print(json.dumps(times), flush=True)


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # A peer's own errors are of any kind; the one who asked is told.
        print(f"{type(error).__name__}: {error}".splitlines()[0], file=sys.stderr)
        sys.exit(1)
